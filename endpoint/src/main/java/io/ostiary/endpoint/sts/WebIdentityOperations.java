package io.ostiary.endpoint.sts;

import io.ostiary.endpoint.query.AuditNotes;
import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.realm.Realm;
import io.ostiary.realm.credential.SigningAlgorithm;
import io.ostiary.realm.session.SessionException;
import io.ostiary.realm.session.WebIdentityRequest;
import io.ostiary.realm.session.WebIdentityToken;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** Tokens that vouch for callers elsewhere. */
final class WebIdentityOperations {
  private static final int MOST_AUDIENCES = 10;
  private static final int SHORTEST = 60;
  private static final int LONGEST = 3_600;
  private static final List<String> ALGORITHMS =
      Arrays.stream(SigningAlgorithm.values()).map(SigningAlgorithm::name).toList();

  private WebIdentityOperations() {}

  /**
   * The operations.
   *
   * @param issuerOf the issuer of an account
   */
  static List<Operation> of(Realm realm, UnaryOperator<String> issuerOf) {
    return List.of(
        Operation.of(
            "GetWebIdentityToken",
            WebIdentityOperations::request,
            (request, call) -> token(request, call, realm, issuerOf),
            (xml, token) ->
                xml.element("WebIdentityToken", token.reveal())
                    .element("Expiration", token.expiration())));
  }

  private static WebIdentityRequest request(Parameters in, Call call) {
    List<String> audience =
        in.someOf("Audience", MOST_AUDIENCES, one -> one.text("", Texts.AUDIENCE));
    String algorithm = in.word("SigningAlgorithm", ALGORITHMS);
    OptionalInt seconds = in.optionalInteger("DurationSeconds", SHORTEST, LONGEST);
    Values region = call.circumstances().get("aws:RequestedRegion");
    return new WebIdentityRequest(
        audience,
        ALGORITHMS.contains(algorithm)
            ? SigningAlgorithm.valueOf(algorithm)
            : SigningAlgorithm.RS256,
        seconds.isPresent()
            ? Optional.of(Duration.ofSeconds(seconds.getAsInt()))
            : Optional.empty(),
        Inputs.tags(in),
        region == null ? "" : region.texts().get(0));
  }

  private static WebIdentityToken token(
      WebIdentityRequest request, Call call, Realm realm, UnaryOperator<String> issuerOf) {
    AuditNotes notes = call.notes();
    notes.parameter("audience", String.join(", ", request.audience()));
    notes.parameter("signingAlgorithm", request.algorithm());
    Noted.duration(request.duration(), notes);
    request.tags().tags().forEach((key, value) -> notes.parameter("tags." + key, value));
    try {
      WebIdentityToken token =
          realm.webIdentityTokens().issue(request, call.caller(), issuerOf, call.circumstances());
      notes.answer("expiration", token.expiration());
      return token;
    } catch (SessionException e) {
      throw StsEndpoint.refusal(e);
    }
  }
}
