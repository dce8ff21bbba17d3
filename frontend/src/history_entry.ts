/** An entry of the browser's history while a video is shown, so that going back closes it. */

const PLAYER = "vxgPlayer";

export class HistoryEntry {
  private isWanted = false;
  /** Going back takes a while. */
  private isLeaving = false;
  private readonly onBack: () => void;

  constructor(onBack: () => void) {
    this.onBack = onBack;
  }

  enter(): void {
    if (this.isWanted) return;
    this.isWanted = true;
    if (!this.isLeaving) this.push();
  }

  leave(): void {
    this.isWanted = false;
    if (this.isLeaving || !history.state?.[PLAYER]) return;
    this.isLeaving = true;
    history.back();
  }

  /** Keep the entry, as the page goes on to another one. */
  forget(): void {
    this.isWanted = false;
    this.isLeaving = false;
    window.removeEventListener("popstate", this.onPop);
  }

  private push(): void {
    history.pushState({ ...history.state, [PLAYER]: true }, "");
    window.addEventListener("popstate", this.onPop);
  }

  private readonly onPop = (): void => {
    window.removeEventListener("popstate", this.onPop);
    const wasLeaving = this.isLeaving;
    this.isLeaving = false;
    if (!this.isWanted) return;
    // Another video was opened meanwhile.
    if (wasLeaving) this.push();
    else {
      this.isWanted = false;
      this.onBack();
    }
  };
}
