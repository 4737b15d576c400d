package io.ostiary.realm.authentication;

import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.realm.directory.Directory;
import java.util.Map;
import java.util.function.Supplier;

/** Makes the holder of a bearer token a session of a role; asked at each request. */
public interface BearerSessions {

  /** Where no tokens are taken. */
  BearerSessions NONE =
      (token, circumstances, directory) -> {
        throw new BearerException(
            BearerException.Kind.INVALID, "no provider of outside identities is wired here");
      };

  /**
   * Opens one.
   *
   * @param circumstances the condition keys of the request itself, asked for only if they matter
   * @throws BearerException if the token does not hold, or no role admits its holder
   */
  OpenSession open(String token, Supplier<Map<String, Values>> circumstances, Directory directory);
}
