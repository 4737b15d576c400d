package io.ostiary.realm.directory;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The rules for the client ids of an OpenID Connect provider. */
final class Audiences {
  private static final int LONGEST = 255;

  private Audiences() {}

  /** The ids, each once. Without any, a check of the audience would have nothing to check. */
  static List<String> checked(Collection<String> clientIds, Quotas quotas) {
    Set<String> distinct = new LinkedHashSet<>(clientIds);
    distinct.forEach(id -> Names.length("clientID", id, 1, LONGEST));
    if (distinct.isEmpty()) {
      throw Refusal.invalid(
          "An OpenID Connect provider needs a client ID, which the tokens made for you name as"
              + " their audience; give at least one.");
    }
    quotas.requireWithin(Quota.CLIENT_IDS_PER_OIDC_PROVIDER, distinct.size());
    return List.copyOf(distinct);
  }
}
