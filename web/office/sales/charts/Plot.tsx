import { type ReactNode, useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import styles from "./charts.module.css";

export type PlotProps = Readonly<{
  /** Under each column. */
  labels: readonly string[];
  columns: readonly number[];
  /** Drawn over the columns as a dashed line with dots, so that it differs by more than its color. */
  line?: readonly number[];
  /** How amounts stand at the side: short. */
  short: (amount: number) => string;
  /** Told over which column the pointer is. */
  onPoint: (index: number | null) => void;
}>;

const HEIGHT = 260;
const FONT_PX = 12;

/** The drawing of a chart, in the look of the moment in which it is made. It says nothing to screen readers: the table beside it does. */
const Plot = ({ labels, columns, line, short, onPoint }: PlotProps): ReactNode => {
  const place = useRef<HTMLDivElement>(null);
  const told = useRef(onPoint);
  useEffect(() => {
    told.current = onPoint;
  });

  // By what it says and not by its identity: a parent that draws itself again does not make a new chart.
  const said = JSON.stringify([labels, columns, line]);
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const [labels, columns, line] = JSON.parse(said) as [string[], number[], number[] | null];
    const look = getComputedStyle(box);
    const color = (name: string): string => look.getPropertyValue(name).trim();
    const font = `${FONT_PX}px ${look.fontFamily}`;
    const axis = { font, stroke: color("--mantine-color-dimmed"), ticks: { show: false } };
    const measure = document.createElement("canvas").getContext("2d");
    const widest = (texts: readonly string[] | null): number => {
      if (!measure || !texts) return 0;
      measure.font = font;
      return Math.ceil(Math.max(0, ...texts.map((text) => measure.measureText(text).width)));
    };
    const plot = new uPlot(
      {
        width: Math.max(1, box.clientWidth),
        height: HEIGHT,
        legend: { show: false },
        padding: [12, 4, 0, 0],
        cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { show: false } },
        scales: {
          x: { time: false, range: [-0.6, labels.length - 0.4] },
          y: { range: (_, low, high) => [Math.min(0, low), high > 0 ? high * 1.06 : low < 0 ? 0 : 1] },
        },
        axes: [
          {
            ...axis,
            grid: { show: false },
            size: 28,
            gap: 6,
            // As many labels as have room beside each other.
            splits: (self) => {
              const room = widest(labels) + 16;
              const each = Math.max(1, Math.ceil((labels.length * room) / Math.max(1, self.width - 64)));
              return labels.flatMap((_, i) => (i % each === 0 ? [i] : []));
            },
            values: (_, at) => at.map((i) => labels[i] ?? ""),
          },
          {
            ...axis,
            grid: { stroke: color("--line"), width: 1 },
            gap: 8,
            size: (_, texts) => widest(texts) + 16,
            values: (_, at) => at.map(short),
          },
        ],
        series: [
          {},
          {
            fill: color("--column"),
            stroke: color("--column"),
            width: 0,
            points: { show: false },
            ...(uPlot.paths.bars && { paths: uPlot.paths.bars({ size: [0.62, 44], radius: 0.12 }) }),
          },
          ...(line
            ? [
                {
                  stroke: color("--mantine-color-text"),
                  width: 1.5,
                  dash: [5, 4],
                  points: {
                    show: true,
                    size: 6,
                    width: 1.5,
                    fill: color("--surface"),
                    stroke: color("--mantine-color-text"),
                  },
                },
              ]
            : []),
        ],
        hooks: { setCursor: [(self) => told.current(self.cursor.idx ?? null)] },
      },
      [labels.map((_, i) => i), columns, ...(line ? [line] : [])],
      box,
    );
    const watch = new ResizeObserver(() => plot.setSize({ width: Math.max(1, box.clientWidth), height: HEIGHT }));
    watch.observe(box);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
  }, [said, short]);

  return <div ref={place} className={styles["plot"]} onPointerLeave={() => onPoint(null)} aria-hidden />;
};
export default Plot;
