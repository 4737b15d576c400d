package io.ostiary.policy.decision;

import io.ostiary.policy.document.PolicyType;
import java.util.List;

/**
 * The statements of one type of policy, in an organisation those of one level, that are about a
 * request.
 *
 * @param level of the organisation, the root being 1; 0 of what is not the organisation's
 */
public record MatchedLayer(
    PolicyType type, int level, List<DecisiveStatement> denying, List<DecisiveStatement> allowing) {

  public MatchedLayer {
    denying = List.copyOf(denying);
    allowing = List.copyOf(allowing);
  }

  static MatchedLayer of(Layer layer, Situation situation) {
    return new MatchedLayer(
        layer.type(),
        layer.level(),
        layer.denying(situation).stream().map(one -> one.denied().by()).toList(),
        layer.allowing(situation).stream().map(one -> one.denied().by()).toList());
  }

  /** Says whether, for all this layer says, the request may go on. */
  public boolean allows() {
    return denying.isEmpty() && !allowing.isEmpty();
  }
}
