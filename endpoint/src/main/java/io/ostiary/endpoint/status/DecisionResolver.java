package io.ostiary.endpoint.status;

import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.http.RejectedRequestException.Reason;
import io.ostiary.filter.mapping.RequestMapper;
import io.ostiary.filter.mapping.ResourceResolver;
import io.ostiary.policy.request.Resource;

/** Names a decision, which belongs to the account of whoever asks: others' are not shown to it. */
final class DecisionResolver implements ResourceResolver {
  private static final int LONGEST_ID = 64;

  @Override
  public Resource resolve(RequestMapper.Input input) throws RejectedRequestException {
    String id = input.match().variables().getOrDefault(StatusEndpoint.DECISION_ID, "");
    if (id.length() > LONGEST_ID || !id.chars().allMatch(DecisionResolver::mayBeInId)) {
      throw new RejectedRequestException(
          Reason.BAD_REQUEST,
          "this is no decision's id; take it from the answer, or write `latest`");
    }
    String accountId = input.caller().accountId();
    String partition = input.caller().getName().split(":", -1)[1];
    return Resource.of(
        "arn:%s:ostiary::%s:decision/%s".formatted(partition, accountId, id), accountId);
  }

  private static boolean mayBeInId(int c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || c == '-');
  }
}
