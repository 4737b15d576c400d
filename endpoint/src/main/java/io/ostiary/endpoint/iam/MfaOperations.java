package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.image.QrCode;
import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Listing;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.realm.directory.CreateVirtualMfaDevice;
import io.ostiary.realm.directory.DeactivateMfaDevice;
import io.ostiary.realm.directory.DeleteVirtualMfaDevice;
import io.ostiary.realm.directory.EnableMfaDevice;
import io.ostiary.realm.directory.MfaDevice;
import io.ostiary.realm.directory.NewMfaDevice;
import io.ostiary.realm.directory.ResyncMfaDevice;
import io.ostiary.realm.directory.TaggedMfaDevice;
import io.ostiary.realm.directory.User;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Virtual MFA devices: applications that make one-time passwords. */
final class MfaOperations {
  private static final List<String> STATUSES = List.of("Any", "Assigned", "Unassigned");

  /** A device with its user, if it has one. */
  private record Owned(MfaDevice device, Optional<User> user) {
    static Owned of(MfaDevice device, Call call) {
      return new Owned(
          device,
          device
              .assignment()
              .flatMap(assignment -> call.directory().userById(assignment.userId())));
    }
  }

  private record Asked(String serialNumber, Target target) {}

  static final List<Operation> ALL =
      Stream.concat(
              Stream.of(
                  Operation.command(
                      "CreateVirtualMFADevice", MfaOperations::create, MfaOperations::fresh),
                  Operation.command("EnableMFADevice", MfaOperations::enable),
                  Operation.command("ResyncMFADevice", MfaOperations::resync),
                  Operation.command(
                      "DeactivateMFADevice",
                      (in, call) ->
                          new DeactivateMfaDevice(call.accountId(), user(in), serialNumber(in))),
                  Operation.command(
                      "DeleteVirtualMFADevice",
                      (in, call) -> new DeleteVirtualMfaDevice(call.accountId(), serialNumber(in))),
                  Operation.of(
                      "GetMFADevice",
                      (in, call) ->
                          new Asked(serialNumber(in), Target.read(in, call, Texts.USER_NAME)),
                      MfaOperations::find,
                      MfaOperations::assigned),
                  Operation.list(
                      "ListMFADevices",
                      Target::read,
                      MfaOperations::devicesOf,
                      new Listing<>("MFADevices", MfaOperations::key, MfaOperations::assigned)),
                  Operation.list(
                      "ListVirtualMFADevices",
                      (in, call) -> in.optionalWord("AssignmentStatus", STATUSES).orElse("Any"),
                      MfaOperations::devices,
                      new Listing<>(
                          "VirtualMFADevices", MfaOperations::key, MfaOperations::virtual))),
              TagOperations.of(
                  "MFADevice",
                  (in, call) -> new TaggedMfaDevice(call.accountId(), serialNumber(in)),
                  device -> device,
                  (device, call) -> existing(device.serialNumber(), call).tags())
                  .stream())
          .toList();

  private MfaOperations() {}

  private static String user(Parameters in) {
    return in.text("UserName", Texts.EXISTING_USER_NAME);
  }

  private static String serialNumber(Parameters in) {
    return in.text("SerialNumber", Texts.SERIAL_NUMBER);
  }

  private static CreateVirtualMfaDevice create(Parameters in, Call call) {
    return new CreateVirtualMfaDevice(
        call.accountId(),
        in.optionalText("Path", Texts.PATH).orElse("/"),
        in.text("VirtualMFADeviceName", Texts.MFA_DEVICE_NAME),
        Tags.read(in));
  }

  private static EnableMfaDevice enable(Parameters in, Call call) {
    return new EnableMfaDevice(
        call.accountId(),
        user(in),
        serialNumber(in),
        in.text("AuthenticationCode1", Texts.MFA_CODE),
        in.text("AuthenticationCode2", Texts.MFA_CODE));
  }

  private static ResyncMfaDevice resync(Parameters in, Call call) {
    return new ResyncMfaDevice(
        call.accountId(),
        user(in),
        serialNumber(in),
        in.text("AuthenticationCode1", Texts.MFA_CODE),
        in.text("AuthenticationCode2", Texts.MFA_CODE));
  }

  private static MfaDevice existing(String serialNumber, Call call) {
    return call.directory()
        .mfaDevice(serialNumber)
        .filter(device -> device.accountId().equals(call.accountId()))
        .orElseThrow(
            () ->
                Target.noSuchEntity(
                    "VirtualMFADevice with serial number %s doesn't exist."
                        .formatted(serialNumber)));
  }

  /** Who names nobody asks about a device of its own. */
  private static Owned find(Asked asked, Call call) {
    MfaDevice device = existing(asked.serialNumber(), call);
    if (asked.target() instanceof Target.Named named
        && !device.isOf(Target.existing(named.userName(), call))) {
      throw Target.noSuchEntity("MFA Device invalid for user.");
    }
    return Owned.of(device, call);
  }

  private static List<Owned> devicesOf(Target target, Call call) {
    return target instanceof Target.Named named
        ? call.directory().mfaDevices(Target.existing(named.userName(), call)).stream()
            .map(device -> Owned.of(device, call))
            .toList()
        : List.of();
  }

  private static List<Owned> devices(String status, Call call) {
    return call.directory().mfaDevices(call.accountId()).stream()
        .filter(
            device ->
                status.equals("Any")
                    || device.assignment().isPresent() == status.equals("Assigned"))
        .map(device -> Owned.of(device, call))
        .toList();
  }

  /** Names may be long; listings go by what identifies a device. */
  private static String key(Owned owned) {
    return owned.device().serialNumber();
  }

  private static void assigned(XmlWriter xml, Owned owned) {
    owned.user().ifPresent(user -> xml.element("UserName", user.name()));
    identify(xml, owned.device());
  }

  private static void virtual(XmlWriter xml, Owned owned) {
    identify(xml, owned.device());
    owned
        .user()
        .ifPresent(user -> xml.element("User", inside -> UserOperations.listedUser(inside, user)));
  }

  private static void identify(XmlWriter xml, MfaDevice device) {
    xml.element("SerialNumber", device.serialNumber());
    device.assignment().ifPresent(assignment -> xml.element("EnableDate", assignment.enabledAt()));
  }

  private static void fresh(XmlWriter xml, NewMfaDevice made) {
    byte[] seed = made.revealBase32Seed().getBytes(StandardCharsets.US_ASCII);
    byte[] picture = QrCode.png(link(made));
    xml.element(
        "VirtualMFADevice",
        inside -> {
          inside
              .element("SerialNumber", made.device().serialNumber())
              .element("Base32StringSeed", Base64.getEncoder().encodeToString(seed))
              .element("QRCodePNG", Base64.getEncoder().encodeToString(picture));
          Tags.write(inside, made.device().tags());
        });
  }

  /** What an authenticator reads; names of devices have no letter that must be escaped. */
  private static String link(NewMfaDevice made) {
    return "otpauth://totp/%s@%s?secret=%s&issuer=Ostiary"
        .formatted(made.device().name(), made.device().accountId(), made.revealBase32Seed());
  }
}
