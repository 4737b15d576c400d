package io.ostiary.endpoint.login;

import io.ostiary.endpoint.image.QrCode;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.policy.request.Principal;
import io.ostiary.realm.credential.FreshRecoveryCodes;
import io.ostiary.realm.directory.CreateVirtualMfaDevice;
import io.ostiary.realm.directory.DeleteVirtualMfaDevice;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.realm.directory.EnableMfaDevice;
import io.ostiary.realm.directory.LiveDirectory;
import io.ostiary.realm.directory.MakeRecoveryCodes;
import io.ostiary.realm.directory.MfaDevice;
import io.ostiary.realm.directory.NewMfaDevice;
import io.ostiary.realm.directory.User;
import io.ostiary.realm.session.SessionException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What somebody who signed in can do about it: an MFA device, recovery codes, another role. */
final class MyAccount {
  private static final String TITLE = "Your account";
  private static final String STALE = "The page was open for too long. Try again.";

  /** On a device that these pages made and that was not enabled: for whom. */
  private static final String FOR = "ostiary:sign-in";

  private final LiveDirectory directory;
  private final BrowserSession session;
  private final FormToken token;

  MyAccount(LiveDirectory directory, BrowserSession session, FormToken token) {
    this.directory = directory;
    this.session = session;
    this.token = token;
  }

  /** The page itself. */
  void show(Visit visit) throws IOException, RejectedRequestException {
    overview(visit, new Page(TITLE)).write(visit.response());
  }

  private void complain(Visit visit, String why) throws IOException, RejectedRequestException {
    overview(visit, new Page(TITLE).notice(why)).write(visit.response());
  }

  private Page overview(Visit visit, Page page) throws RejectedRequestException {
    String formToken = token.of(visit);
    if (session.inAnotherRole(visit)) {
      page.banner(
          "In the role " + roleName(visit),
          new Page.Form(visit.ours("role/back"), formToken)
              .hidden("to", visit.ours("account"))
              .button("Back to yourself"));
    }
    page.text("You are").code(visit.caller().getName());
    if (!visit.home().isEmpty()) {
      page.link(visit.homePage(), "To the application");
    }
    user(visit).ifPresent(user -> addMfa(visit, page, user, formToken));
    page.heading("Another role")
        .form(
            new Page.Form(visit.ours("role"), formToken)
                .hidden("to", visit.returnPath())
                .field("account", "Account (id or alias)", "text", "off", accountId(visit))
                .field("role", "Role", "text", "off", "")
                .button("Switch role"));
    return page.heading("Sign out")
        .form(new Page.Form(visit.ours("sign-out"), formToken).button("Sign out"));
  }

  private static String roleName(Visit visit) {
    return visit.caller().principal() instanceof Principal.RoleSession role
        ? role.roleArn().substring(role.roleArn().lastIndexOf('/') + 1)
        : "";
  }

  private static String accountId(Visit visit) {
    return visit.caller().accountId();
  }

  private static void addMfa(Visit visit, Page page, User user, String formToken) {
    List<MfaDevice> devices = visit.caller().directory().mfaDevices(user);
    page.heading("MFA devices");
    if (devices.isEmpty()) {
      page.text("You have none: the password alone lets anybody in who knows it.");
    } else {
      page.codes(devices.stream().map(MfaDevice::serialNumber).toList());
    }
    page.form(
        new Page.Form(visit.ours("account/mfa"), formToken)
            .field("name", "Name of the device", "text", "off", user.name())
            .button("Add a device"));
    if (!devices.isEmpty()) {
      page.text("Recovery codes let you in when you have lost it.")
          .form(
              new Page.Form(visit.ours("account/recovery-codes"), formToken)
                  .button("Make new recovery codes"));
    }
  }

  /** Who signed in, if the session is that user's own. */
  private static Optional<User> user(Visit visit) {
    return visit.caller().principal() instanceof Principal.User
        ? visit.caller().directory().userById(visit.caller().userId())
        : Optional.empty();
  }

  /** Makes a device and shows its seed, this once. */
  void addDevice(Visit visit) throws IOException, RejectedRequestException {
    Optional<User> user = user(visit);
    if (!token.isSent(visit) || user.isEmpty()) {
      complain(visit, STALE);
      return;
    }
    User owner = user.get();
    String name = visit.field("name").strip();
    String serial = "arn:%s:iam::%s:mfa/%s".formatted(owner.partition(), owner.accountId(), name);
    Optional<String> denial =
        Permission.denial(visit, "iam:CreateVirtualMFADevice", serial)
            .or(() -> Permission.denial(visit, "iam:EnableMFADevice", owner.arn()));
    if (denial.isPresent()) {
      complain(visit, denial.get());
      return;
    }
    try {
      forgetAbandoned(owner, serial);
      NewMfaDevice device =
          directory.execute(
              new CreateVirtualMfaDevice(owner.accountId(), "/", name, Map.of(FOR, owner.id())));
      showSeed(visit, owner, device).write(visit.response());
    } catch (DirectoryException refused) {
      complain(visit, String.valueOf(refused.getMessage()));
    }
  }

  /** Begun here by the same user and not ended: its seed was shown and is no more to be had. */
  private void forgetAbandoned(User owner, String serial) {
    boolean abandoned =
        directory
            .snapshot()
            .mfaDevice(serial)
            .filter(device -> device.assignment().isEmpty())
            .filter(device -> owner.id().equals(device.tags().get(FOR)))
            .isPresent();
    if (abandoned) {
      MfaDevice unused = directory.execute(new DeleteVirtualMfaDevice(owner.accountId(), serial));
    }
  }

  private Page showSeed(Visit visit, User owner, NewMfaDevice device)
      throws RejectedRequestException {
    String seed = device.revealBase32Seed();
    String issuer = visit.request().host();
    String link =
        "otpauth://totp/%s:%s?secret=%s&issuer=%s"
            .formatted(encoded(issuer), encoded(owner.name()), seed, encoded(issuer));
    return enableForm(
        visit,
        new Page("Add an MFA device")
            .text("Scan this with an authenticator, or type the key into it.")
            .drawing(QrCode.svg(link))
            .code(seed),
        device.device().serialNumber());
  }

  private Page enableForm(Visit visit, Page page, String serial) throws RejectedRequestException {
    return page.text("Then type two codes that it shows one after the other.")
        .form(
            new Page.Form(visit.ours("account/mfa/enable"), token.of(visit))
                .hidden("serial", serial)
                .field("code1", "Code", "text", "off", "")
                .field("code2", "Next code", "text", "off", "")
                .button("Enable the device"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Makes a device the caller's, who proves by two codes to have it. */
  void enableDevice(Visit visit) throws IOException, RejectedRequestException {
    Optional<User> user = user(visit);
    if (!token.isSent(visit) || user.isEmpty()) {
      complain(visit, STALE);
      return;
    }
    User owner = user.get();
    Optional<String> denial = Permission.denial(visit, "iam:EnableMFADevice", owner.arn());
    if (denial.isPresent()) {
      complain(visit, denial.get());
      return;
    }
    String serial = visit.field("serial");
    try {
      MfaDevice enabled =
          directory.execute(
              new EnableMfaDevice(
                  owner.accountId(),
                  owner.name(),
                  serial,
                  visit.field("code1").strip(),
                  visit.field("code2").strip()));
      if (directory.snapshot().mfaDevices(owner).size() == 1) {
        showCodes(visit, "Your device " + enabled.name() + " is enabled.", owner);
      } else {
        visit.lead(visit.ours("account"));
      }
    } catch (DirectoryException refused) {
      Page page = new Page("Add an MFA device").notice(String.valueOf(refused.getMessage()));
      enableForm(visit, page, serial).write(visit.response());
    }
  }

  /** Makes new recovery codes. Who came in without a code must not get one that way. */
  void makeRecoveryCodes(Visit visit) throws IOException, RejectedRequestException {
    Optional<User> user = user(visit);
    boolean mfa = visit.caller().context().containsKey("aws:MultiFactorAuthAge");
    if (!token.isSent(visit) || user.isEmpty()) {
      complain(visit, STALE);
    } else if (!mfa) {
      complain(visit, "Sign in anew with a code of your device first.");
    } else {
      showCodes(visit, "The codes that you had before are good no more.", user.get());
    }
  }

  private void showCodes(Visit visit, String about, User owner) throws IOException {
    FreshRecoveryCodes codes =
        directory.execute(new MakeRecoveryCodes(owner.accountId(), owner.name()));
    new Page("Recovery codes")
        .text(about)
        .text("Keep these where the device is not. Each lets you in once, in place of a code.")
        .codes(codes.reveal())
        .link(visit.ours("account"), "I have kept them")
        .write(visit.response());
  }

  /** Goes on in another role. */
  void switchRole(Visit visit) throws IOException, RejectedRequestException {
    if (!token.isSent(visit)) {
      complain(visit, STALE);
      return;
    }
    String account = visit.field("account").strip();
    String id =
        directory.snapshot().accountByAlias(account).map(found -> found.id()).orElse(account);
    String arn =
        "arn:%s:iam::%s:role/%s".formatted(partition(visit), id, visit.field("role").strip());
    try {
      session.assume(visit, arn);
    } catch (SessionException refused) {
      complain(visit, String.valueOf(refused.getMessage()));
      return;
    }
    visit.lead(visit.returnPath());
  }

  private static String partition(Visit visit) {
    return visit.caller().directory().account(accountId(visit)).orElseThrow().partition();
  }

  /** Goes back to being who signed in. */
  void back(Visit visit) throws IOException, RejectedRequestException {
    if (!token.isSent(visit)) {
      visit.lead(visit.ours("sign-in"));
      return;
    }
    session.back(visit);
    visit.lead(visit.returnPath());
  }
}
