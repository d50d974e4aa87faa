/**
 * Dates and times in the words of the screens, always as London reads them.
 *
 * Plain dates (`2026-11-23`) are split and never given to `new Date(text)`, which would make them
 * midnight UTC. Nothing here counts school days or working days: the API does.
 */

const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
] as const;
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;
const DAY_MS = 86_400_000;

type Plain = Readonly<{ year: number; month: number; day: number }>;

function split(on: string): Plain {
  const [year = 0, month = 0, day = 0] = on.split("-").map(Number);
  return { year, month, day };
}

const dayNumber = ({ year, month, day }: Plain) => Date.UTC(year, month - 1, day) / DAY_MS;
const weekday = (on: Plain) => WEEKDAYS[new Date(dayNumber(on) * DAY_MS).getUTCDay()] ?? "";
const monthName = ({ month }: Plain) => MONTHS[month - 1] ?? "";
const short = (word: string) => word.slice(0, 3);

/** The school year runs from 1 September; its first calendar year names it. */
const schoolYear = ({ year, month }: Plain) => (month >= 9 ? year : year - 1);

/** `23 November 2026` */
export function longDate(on: string): string {
  const date = split(on);
  return `${date.day} ${monthName(date)} ${date.year}`;
}

/** `Monday 23 November` */
export function weekdayDate(on: string): string {
  const date = split(on);
  return `${weekday(date)} ${date.day} ${monthName(date)}`;
}

/** `Monday 23 November 2026` */
export function fullDate(on: string): string {
  return `${weekdayDate(on)} ${split(on).year}`;
}

/** `23 November`: for sentences whose year is plain from around them. */
export function dayAndMonth(on: string): string {
  const date = split(on);
  return `${date.day} ${monthName(date)}`;
}

/**
 * For tables: `Tue 24 Nov` within seven days of today, `23 Nov` in this school year, else with its
 * year. A non-breaking space keeps it on one line.
 */
export function shortDate(on: string, today: string): string {
  const date = split(on);
  const now = split(today);
  const away = Math.abs(dayNumber(date) - dayNumber(now));
  const parts = [String(date.day), short(monthName(date))];
  if (away <= 7) parts.unshift(short(weekday(date)));
  else if (schoolYear(date) !== schoolYear(now)) parts.push(String(date.year));
  return parts.join("\u00a0");
}

/** `Tue 24` for a list of the next days. */
export function weekdayShort(on: string): string {
  const date = split(on);
  return `${short(weekday(date))}\u00a0${date.day}`;
}

const LONDON = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

function inLondon(instant: string): Readonly<{ on: string; time: string }> {
  const part = Object.fromEntries(LONDON.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return { on: `${part["year"]}-${part["month"]}-${part["day"]}`, time: `${part["hour"]}:${part["minute"]}` };
}

/** The plain date of an instant in London. */
export function dateOf(instant: string): string {
  return inLondon(instant).on;
}

/** `16:40` */
export function time(instant: string): string {
  return inLondon(instant).time;
}

/** `Today, 08:12` or `Fri 20 Nov, 16:40` */
export function moment(instant: string, today: string): string {
  const { on, time: at } = inLondon(instant);
  return on === today ? `Today, ${at}` : `${shortDate(on, today)}, ${at}`;
}

/** `20 November 2026 at 16:40`: what a receipt says. */
export function longMoment(instant: string): string {
  const { on, time: at } = inLondon(instant);
  return `${longDate(on)} at ${at}`;
}

/** London's date by this computer's clock: for words such as "Today", never for a count. */
export function londonToday(): string {
  return inLondon(new Date().toISOString()).on;
}

/** Milliseconds until an instant, for timers; 0 when it has passed. */
export function millisecondsUntil(instant: string): number {
  return Math.max(0, new Date(instant).getTime() - Date.now());
}

/** `2026-11-23` from three typed fields, or null when no such day exists. */
export function readDate(day: string, month: string, year: string): string | null {
  if (![day, month, year].every((part) => /^\d{1,4}$/.test(part.trim()))) return null;
  const typed = { year: Number(year), month: Number(month), day: Number(day) };
  if (typed.year < 1900 || typed.year > 2999) return null;
  const real = new Date(Date.UTC(typed.year, typed.month - 1, typed.day));
  if (real.getUTCMonth() !== typed.month - 1 || real.getUTCDate() !== typed.day) return null;
  return real.toISOString().slice(0, 10);
}
