/** What repeated measurements of one thing come to, in the unit of the measurements. */
export interface Summary {
  readonly median: number;
  readonly p95: number;
  readonly least: number;
}

/** Throws where there is no measurement. */
export function summary(values: readonly number[]): Summary {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: at(sorted, 0.5), p95: at(sorted, 0.95), least: at(sorted, 0) };
}

/** How much longer one thing takes than another: the median over pairs that were measured right after each other, so that noise hits both. */
export function ratio(ours: readonly number[], floor: readonly number[]): number {
  return summary(ours.map((value, index) => value / (floor[index] ?? Number.NaN))).median;
}

/** The exponent k of the best fit of `time = c · size^k`: 1 is linear, 2 is quadratic. Least squares over logarithms. */
export function exponent(points: readonly { readonly size: number; readonly time: number }[]): number {
  const logs = points.map(({ size, time }) => ({ x: Math.log(size), y: Math.log(time) }));
  const meanX = mean(logs.map(({ x }) => x));
  const meanY = mean(logs.map(({ y }) => y));
  const covariance = mean(logs.map(({ x, y }) => (x - meanX) * (y - meanY)));
  return covariance / mean(logs.map(({ x }) => (x - meanX) ** 2));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function at(sorted: readonly number[], share: number): number {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  if (value === undefined) throw new Error("There is no measurement.");
  return value;
}
