package io.ostiary.federation.claim;

import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.TokenCheck;
import java.util.List;

/**
 * An identity whose token or assertion held.
 *
 * @param report every check that it went through
 */
public record Verified(FederatedIdentity identity, List<TokenCheck> report) {
  public Verified {
    report = List.copyOf(report);
  }
}
