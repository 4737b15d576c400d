package io.ostiary.endpoint.sts;

import io.ostiary.endpoint.query.OperationException;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.realm.session.MfaCode;
import io.ostiary.realm.session.PassedPolicies;
import io.ostiary.realm.session.SessionException;
import io.ostiary.realm.session.SessionTags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What several of STS's operations read alike. */
final class Inputs {
  private static final int MOST_POLICIES = 10;
  private static final int MOST_TAGS = 50;
  static final int SHORTEST = 900;

  private Inputs() {}

  static Optional<Duration> duration(Parameters in, int most) {
    OptionalInt seconds = in.optionalInteger("DurationSeconds", SHORTEST, most);
    return seconds.isPresent()
        ? Optional.of(Duration.ofSeconds(seconds.getAsInt()))
        : Optional.empty();
  }

  static PassedPolicies policies(Parameters in) {
    return new PassedPolicies(
        in.optionalText("Policy", Texts.POLICY),
        in.list("PolicyArns", MOST_POLICIES, arn -> arn.text("arn", Texts.ARN)));
  }

  static SessionTags tags(Parameters in) {
    return tags(in, List.of());
  }

  static SessionTags tagsOfRole(Parameters in) {
    return tags(in, in.list("TransitiveTagKeys", MOST_TAGS, key -> key.text("", Texts.TAG_KEY)));
  }

  private static SessionTags tags(Parameters in, List<String> transitive) {
    List<Map.Entry<String, String>> tags =
        in.list(
            "Tags",
            MOST_TAGS,
            tag -> Map.entry(tag.text("Key", Texts.TAG_KEY), tag.text("Value", Texts.TAG_VALUE)));
    try {
      return SessionTags.of(tags, transitive);
    } catch (SessionException e) {
      in.refuse(StsEndpoint.refusal(e));
      return SessionTags.NONE;
    }
  }

  static Optional<MfaCode> mfa(Parameters in) {
    Optional<String> serial = in.optionalText("SerialNumber", Texts.SERIAL_NUMBER);
    Optional<String> code = in.optionalText("TokenCode", Texts.TOKEN_CODE);
    if (serial.isPresent() != code.isPresent()) {
      in.refuse(
          new OperationException(
              403,
              "AccessDenied",
              "MultiFactorAuthentication failed, must provide both MFA serial number and one time"
                  + " pass code."));
    }
    return serial.flatMap(device -> code.map(digits -> new MfaCode(device, digits)));
  }
}
