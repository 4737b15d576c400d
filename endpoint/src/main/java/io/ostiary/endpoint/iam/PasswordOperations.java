package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.OperationException;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.Text;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.policy.request.Principal;
import io.ostiary.realm.authentication.PasswordLogin;
import io.ostiary.realm.credential.Password;
import io.ostiary.realm.directory.CreateLoginProfile;
import io.ostiary.realm.directory.DeleteAccountPasswordPolicy;
import io.ostiary.realm.directory.DeleteLoginProfile;
import io.ostiary.realm.directory.LoginProfile;
import io.ostiary.realm.directory.PasswordPolicy;
import io.ostiary.realm.directory.UpdateAccountPasswordPolicy;
import io.ostiary.realm.directory.UpdateLoginProfile;
import io.ostiary.realm.directory.User;
import java.util.List;

/** Who has a password, and what an account asks of passwords. */
final class PasswordOperations {
  private static final int LEAST_LENGTH = 6;
  private static final int LONGEST_PASSWORD = 128;
  private static final int MOST_DAYS = 1095;
  private static final int MOST_REMEMBERED = 24;

  /** A user's change of its own password. */
  private record Change(String userName, Password oldPassword, Password newPassword) {
    static Change read(Parameters in, Call call) {
      Password oldPassword = Password.of(in.text("OldPassword", Texts.PASSWORD));
      Password newPassword = Password.of(in.text("NewPassword", Texts.PASSWORD));
      if (call.caller().principal() instanceof Principal.User user) {
        return new Change(Target.nameIn(user.arn()), oldPassword, newPassword);
      }
      in.refuse(
          new OperationException(
              400, "InvalidUserType", "Only IAM Users can change their own password."));
      return new Change("", oldPassword, newPassword); // refused before anything acts on it
    }
  }

  /** A login profile with the name of its user. */
  private record Owned(String userName, LoginProfile profile) {}

  static List<Operation> of(Surroundings surroundings) {
    PasswordLogin login = surroundings.realm().passwordLogin();
    return List.of(
        Operation.silent(
            "ChangePassword",
            Change::read,
            (change, call) ->
                login.change(
                    call.accountId(),
                    change.userName(),
                    change.oldPassword(),
                    change.newPassword())),
        Operation.of(
            "CreateLoginProfile",
            PasswordOperations::create,
            PasswordOperations::created,
            PasswordOperations::write),
        Operation.of(
            "GetLoginProfile",
            (in, call) -> owner(in, call, Texts.USER_NAME),
            PasswordOperations::profile,
            PasswordOperations::write),
        Operation.command(
            "UpdateLoginProfile",
            (in, call) ->
                new UpdateLoginProfile(
                    call.accountId(),
                    in.text("UserName", Texts.USER_NAME),
                    in.optionalText("Password", Texts.PASSWORD).map(Password::of),
                    in.optionalFlag("PasswordResetRequired"))),
        Operation.command(
            "DeleteLoginProfile",
            (in, call) ->
                new DeleteLoginProfile(call.accountId(), owner(in, call, Texts.USER_NAME))),
        Operation.of(
            "GetAccountPasswordPolicy",
            (in, call) -> call.accountId(),
            PasswordOperations::policy,
            PasswordOperations::write),
        Operation.command("UpdateAccountPasswordPolicy", PasswordOperations::update),
        Operation.command(
            "DeleteAccountPasswordPolicy",
            (in, call) -> new DeleteAccountPasswordPolicy(call.accountId())));
  }

  private PasswordOperations() {}

  /** The user whose password it is; who names none means its own, and the root user has none. */
  private static String owner(Parameters in, Call call, Text rule) {
    if (Target.read(in, call, rule) instanceof Target.Named named) {
      return named.userName();
    }
    in.refuse(Refusals.invalid("The root user has no password; name a user."));
    return ""; // refused before anything acts on it
  }

  private static CreateLoginProfile create(Parameters in, Call call) {
    return new CreateLoginProfile(
        call.accountId(),
        owner(in, call, Texts.USER_NAME),
        Password.of(in.text("Password", Texts.PASSWORD)),
        in.flag("PasswordResetRequired"));
  }

  private static Owned created(CreateLoginProfile command, Call call) {
    LoginProfile profile = call.execute(command);
    return new Owned(Target.existing(command.userName(), call).name(), profile);
  }

  private static Owned profile(String userName, Call call) {
    User user = Target.existing(userName, call);
    return call.directory()
        .loginProfile(user)
        .map(profile -> new Owned(user.name(), profile))
        .orElseThrow(
            () ->
                Target.noSuchEntity(
                    "Login Profile for User %s cannot be found.".formatted(user.name())));
  }

  private static void write(XmlWriter xml, Owned owned) {
    xml.element(
        "LoginProfile",
        inside ->
            inside
                .element("UserName", owned.userName())
                .element("CreateDate", owned.profile().createdAt())
                .element("PasswordResetRequired", owned.profile().passwordResetRequired()));
  }

  private static PasswordPolicy policy(String accountId, Call call) {
    return call.directory()
        .passwordPolicy(accountId)
        .orElseThrow(
            () ->
                Target.noSuchEntity(
                    "The Password Policy with domain name %s cannot be found."
                        .formatted(accountId)));
  }

  private static UpdateAccountPasswordPolicy update(Parameters in, Call call) {
    return new UpdateAccountPasswordPolicy(
        new PasswordPolicy(
            call.accountId(),
            in.optionalInteger("MinimumPasswordLength", LEAST_LENGTH, LONGEST_PASSWORD)
                .orElse(LEAST_LENGTH),
            in.flag("RequireSymbols"),
            in.flag("RequireNumbers"),
            in.flag("RequireUppercaseCharacters"),
            in.flag("RequireLowercaseCharacters"),
            in.flag("AllowUsersToChangePassword"),
            in.optionalInteger("MaxPasswordAge", 1, MOST_DAYS),
            in.optionalInteger("PasswordReusePrevention", 1, MOST_REMEMBERED),
            in.flag("HardExpiry")));
  }

  private static void write(XmlWriter xml, PasswordPolicy policy) {
    xml.element(
        "PasswordPolicy",
        inside -> {
          inside
              .element("MinimumPasswordLength", Integer.toString(policy.minimumLength()))
              .element("RequireSymbols", policy.requireSymbols())
              .element("RequireNumbers", policy.requireNumbers())
              .element("RequireUppercaseCharacters", policy.requireUppercase())
              .element("RequireLowercaseCharacters", policy.requireLowercase())
              .element("AllowUsersToChangePassword", policy.allowUsersToChange())
              .element("ExpirePasswords", policy.maxAgeDays().isPresent());
          policy
              .maxAgeDays()
              .ifPresent(days -> inside.element("MaxPasswordAge", Integer.toString(days)));
          policy
              .reusePrevention()
              .ifPresent(
                  count -> inside.element("PasswordReusePrevention", Integer.toString(count)));
          inside.element("HardExpiry", policy.hardExpiry());
        });
  }
}
