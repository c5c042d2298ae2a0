import { learningPhraseOf } from "../state/learning.ts";
import type { RunState } from "../state/run.ts";
import { type Gradient, sentenceOf } from "../state/sentence.ts";
import { announcement, restartAnnouncement } from "../text/en.ts";

/**
 * What screen readers announce: verdict and learning when one of them or the run changes, or training rests, in between at
 * tenfold steps, so that the figures never stay those of the beginning; and the first of several restarts in a row.
 */
export class Announcer {
  /** The run, its verdict and learning when they were announced. */
  private kinds = "";
  /** The power of ten that the steps had reached then. */
  private decade = 0;
  private restarted = false;
  /** Whether training has paused or ended, and nothing has been done since. */
  private atRest = false;
  private wasTraining = false;

  /** The announcement of the state as it is now; null where nothing is new. */
  next({ current, training }: RunState, gradient: Gradient): string | null {
    if (!current) return null;
    const { run, runInfo, traits, restarted, snapshot } = current;
    const { diagnosis, learning, step } = snapshot;
    this.atRest = !training && (this.atRest || this.wasTraining) && step > 0;
    this.wasTraining = training;
    const announcements: string[] = [];
    if (restarted && !this.restarted) announcements.push(restartAnnouncement);
    this.restarted = restarted;
    const kinds = `${run} ${diagnosis.verdict} ${learning?.kind}`;
    const decade = Math.floor(Math.log10(Math.max(1, step)));
    const later = training && decade > this.decade;
    if (this.atRest || later || kinds !== this.kinds) {
      const sentence = sentenceOf(runInfo, snapshot, traits, gradient);
      announcements.push(announcement(step, diagnosis, sentence, learningPhraseOf(runInfo, snapshot)));
      this.kinds = kinds;
      this.decade = decade;
    }
    return announcements.length > 0 ? announcements.join(" ") : null;
  }

  /** What single steps change is not announced, as that would be at each. */
  stepped(): void {
    this.atRest = false;
  }
}
