package io.ostiary.realm.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.realm.authentication.BearerException;
import io.ostiary.realm.authentication.BearerException.Kind;
import io.ostiary.realm.authentication.BearerIdentity;
import io.ostiary.realm.authentication.BearerSessions;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.OpenSession;
import io.ostiary.realm.authentication.Session;
import io.ostiary.realm.authentication.TokenVerifier;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.Role;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which role the holder of a bearer token is. The provider's tags name it, and its trust policy is
 * asked at every request, as it would be by {@code AssumeRoleWithWebIdentity}. Its answer is
 * remembered only where it depends on nothing but the token, as long as the token's verification
 * is, and not beyond the directory's snapshot: a change of the policy counts at once.
 */
public final class BearerRoles implements BearerSessions {
  private static final int MOST = 4_096;

  /** By the very identity that a token was verified to be of, as long as the verifier has it. */
  private record OnSnapshot(Directory directory, Cache<BearerIdentity, OpenSession> sessions) {
    static OnSnapshot of(Directory directory) {
      return new OnSnapshot(directory, Caffeine.newBuilder().weakKeys().maximumSize(MOST).build());
    }
  }

  private final TokenVerifier verifier;
  private final RoleAssumption roles;
  private volatile @Nullable OnSnapshot current;

  public BearerRoles(TokenVerifier verifier, RoleAssumption roles) {
    this.verifier = verifier;
    this.roles = roles;
  }

  @Override
  public OpenSession open(
      String token, Supplier<Map<String, Values>> circumstances, Directory directory) {
    BearerIdentity bearer;
    try {
      bearer = verifier.bearer(token, directory);
    } catch (FederationException e) {
      throw BearerException.of(e);
    }
    Cache<BearerIdentity, OpenSession> sessions = on(directory);
    OpenSession known = sessions.getIfPresent(bearer);
    if (known != null) {
      return known;
    }
    Role role = role(bearer, directory);
    OpenSession session = new BearerSession(admitted(role, bearer, circumstances, directory));
    if (!RoleAssumption.asksForCircumstances(role, directory)) {
      sessions.put(bearer, session);
    }
    return session;
  }

  private Cache<BearerIdentity, OpenSession> on(Directory directory) {
    OnSnapshot known = current;
    if (known == null || known.directory != directory) {
      known = OnSnapshot.of(directory);
      current = known;
    }
    return known.sessions;
  }

  private static Role role(BearerIdentity bearer, Directory directory) {
    return directory
        .role(bearer.identity().accountId(), bearer.roleName())
        .orElseThrow(
            () -> new BearerException(Kind.NO_ROLE, "no role `" + bearer.roleName() + '`'));
  }

  private Session admitted(
      Role role,
      BearerIdentity bearer,
      Supplier<Map<String, Values>> circumstances,
      Directory directory) {
    try {
      return roles.session(role, bearer, circumstances.get(), directory);
    } catch (SessionException e) {
      throw new BearerException(Kind.NO_ROLE, String.valueOf(e.getMessage()));
    }
  }
}
