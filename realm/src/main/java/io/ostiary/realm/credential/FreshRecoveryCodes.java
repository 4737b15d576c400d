package io.ostiary.realm.credential;

import java.util.List;

/** Recovery codes just made: as they will be kept, and the one look at them. */
public final class FreshRecoveryCodes {
  private final SealedSecret sealed;
  private final List<String> codes;

  FreshRecoveryCodes(SealedSecret sealed, List<String> codes) {
    this.sealed = sealed;
    this.codes = List.copyOf(codes);
  }

  public SealedSecret sealed() {
    return sealed;
  }

  /** The codes, each good for once, to be shown to their owner this once. */
  public List<String> reveal() {
    return codes;
  }

  @Override
  public String toString() {
    return "FreshRecoveryCodes";
  }
}
