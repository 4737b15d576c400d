package io.ostiary.realm.directory;

import io.ostiary.realm.credential.Password;
import io.ostiary.realm.credential.SealedSecret;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The password of one user. */
record OwnedPassword(User user) {

  KeptLoginProfile kept(DirectoryDraft draft) {
    return DirectoryDraft.present(
        draft.table().get(Kinds.LOGIN_PROFILE, user.id()), () -> Refusal.noSuchLoginProfile(user));
  }

  /** Makes the first password. */
  LoginProfile make(DirectoryDraft draft, Password password, boolean resetRequired) {
    if (draft.table().get(Kinds.LOGIN_PROFILE, user.id()) != null) {
      throw Refusal.loginProfileExists(user);
    }
    PasswordPolicy.check(policy(draft), password);
    LoginProfile profile = new LoginProfile(user.id(), draft.now(), resetRequired, draft.now());
    SealedSecret hash = draft.passwords().hash(user.id(), password);
    draft.put(
        Kinds.LOGIN_PROFILE, new KeptLoginProfile(user.accountId(), profile, hash, List.of()));
    return profile;
  }

  /** Replaces the password. */
  LoginProfile change(DirectoryDraft draft, Password password, boolean resetRequired) {
    KeptLoginProfile kept = kept(draft);
    Optional<PasswordPolicy> policy = policy(draft);
    PasswordPolicy.check(policy, password);
    policy.ifPresent(rules -> refuseReuse(draft.passwords(), rules, kept, password));
    LoginProfile profile =
        new LoginProfile(user.id(), kept.profile().createdAt(), resetRequired, draft.now());
    draft.put(Kinds.LOGIN_PROFILE, kept.with(profile, draft.passwords().hash(user.id(), password)));
    return profile;
  }

  private Optional<PasswordPolicy> policy(DirectoryDraft draft) {
    return Optional.ofNullable(draft.table().get(Kinds.PASSWORD_POLICY, user.accountId()));
  }

  private void refuseReuse(
      PasswordWork passwords, PasswordPolicy policy, KeptLoginProfile kept, Password password) {
    int remembered = policy.reusePrevention().orElse(0);
    Stream.concat(Stream.of(kept.hash()), kept.earlier().stream())
        .limit(remembered)
        .filter(hash -> passwords.matches(user.id(), hash, password))
        .findFirst()
        .ifPresent(
            reused -> {
              throw Refusal.passwordPolicy(
                  "Policy constraint violation with password reuse prevention during password"
                      + " change.");
            });
  }
}
