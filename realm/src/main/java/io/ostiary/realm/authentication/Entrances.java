package io.ostiary.realm.authentication;

import io.ostiary.realm.authentication.Session.Chain;
import io.ostiary.realm.authentication.Session.Kind;
import io.ostiary.realm.authentication.Session.Origin;
import io.ostiary.realm.authentication.Session.Use;
import io.ostiary.realm.directory.AccessKey;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.LoginProfile;
import io.ostiary.realm.directory.PasswordPolicy;
import io.ostiary.realm.directory.Role;
import io.ostiary.realm.directory.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * As whom the people of a directory could come in at a time, with what they have at hand: each
 * principal is one that authentication would make of them.
 */
record Entrances(Directory directory, Instant now) {
  private static final String NAME = "lock-out-safeguard";

  /**
   * A user's: with an access key, alone and with a code of an MFA device; with a password, and a
   * code where there is a device.
   */
  List<AuthenticatedPrincipal> of(User user) {
    if (directory.account(user.accountId()).filter(Account::open).isEmpty()) {
      return List.of();
    }
    boolean device = !directory.mfaDevices(user).isEmpty();
    List<AuthenticatedPrincipal> entrances = new ArrayList<>();
    Optional<String> key =
        directory.accessKeys(user).stream()
            .filter(AccessKey::active)
            .map(AccessKey::id)
            .findFirst();
    if (key.isPresent()) {
      entrances.add(DirectoryPrincipals.user(user, key, directory));
      if (device) {
        Origin origin = new Origin(Origin.Type.ACCESS_KEY, key.get(), "");
        entrances.add(session(user, Use.SIGNATURE, origin, true));
      }
    }
    if (directory.loginProfile(user).filter(profile -> isGood(profile, user)).isPresent()) {
      Origin origin = new Origin(Origin.Type.LOGIN, user.id(), "");
      entrances.add(session(user, Use.BROWSER, origin, device));
    }
    return entrances;
  }

  /** Not one that its owner can neither use nor change. */
  private boolean isGood(LoginProfile profile, User user) {
    return directory
        .passwordPolicy(user.accountId())
        .filter(PasswordPolicy::hardExpiry)
        .filter(policy -> policy.isExpired(profile, now))
        .isEmpty();
  }

  private AuthenticatedPrincipal session(User user, Use use, Origin origin, boolean mfa) {
    Optional<Instant> mfaAt = mfa ? Optional.of(now) : Optional.empty();
    return session(Kind.USER, use, user.accountId(), user.id(), mfaAt, origin);
  }

  /** That of whoever has become a role. */
  AuthenticatedPrincipal of(Role role) {
    Origin origin = new Origin(Origin.Type.SERVICE, "", "");
    return session(Kind.ROLE, Use.SIGNATURE, role.accountId(), role.id(), Optional.empty(), origin);
  }

  private AuthenticatedPrincipal session(
      Kind kind, Use use, String accountId, String id, Optional<Instant> mfaAt, Origin origin) {
    Session session =
        new Session(
            kind,
            use,
            "",
            accountId,
            id,
            NAME,
            now,
            now,
            OptionalLong.of(directory.revision()),
            mfaAt,
            Optional.empty(),
            Map.of(),
            Set.of(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Map.of(),
            new Chain(origin, mfaAt.isPresent(), List.of()));
    return DirectoryPrincipals.session(session, null, now, directory);
  }
}
