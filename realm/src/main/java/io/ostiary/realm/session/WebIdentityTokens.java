package io.ostiary.realm.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.Session;
import io.ostiary.realm.credential.SigningAlgorithm;
import io.ostiary.realm.credential.WebIdentitySecrets;
import io.ostiary.realm.credential.WebIdentitySecrets.FreshKeyPair;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.LiveDirectory;
import io.ostiary.realm.directory.OrganizationPlace;
import io.ostiary.realm.directory.RotateWebIdentityKeys;
import io.ostiary.realm.directory.WebIdentityKey;
import io.ostiary.realm.directory.WebIdentityKeys;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Vouches for callers elsewhere: signs JSON Web Tokens that say who they are, which whoever knows
 * the account's issuer verifies by the keys that are shown there. An account switches it on.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html">GetWebIdentityToken</a>
 */
public final class WebIdentityTokens {
  private static final Action GET = Action.parse("sts:GetWebIdentityToken");
  private static final Action TAG = Action.parse("sts:TagGetWebIdentityToken");
  private static final Duration USUAL = Duration.ofMinutes(5);

  /** The member under which STS has its own claims. */
  private static final String NAMESPACE = "https://sts.amazonaws.com/";

  private static final String PRINCIPAL_TAG = "aws:PrincipalTag/";

  /** So that AssumeRoleWithWebIdentity, here or at AWS, takes the token: 20,000 characters. */
  private static final int LARGEST_PAYLOAD = 14_000;

  private static final JsonMapper JSON = new JsonMapper();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final LiveDirectory directory;
  private final WebIdentitySecrets secrets;
  private final InstantSource clock;

  public WebIdentityTokens(
      LiveDirectory directory, WebIdentitySecrets secrets, InstantSource clock) {
    this.directory = directory;
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * Makes a token that vouches for a caller.
   *
   * @param issuerOf the issuer of an account, as tokens name it
   * @param circumstances the condition keys of the request itself, such as {@code aws:SourceIp}
   * @throws SessionException if it is refused
   */
  public WebIdentityToken issue(
      WebIdentityRequest request,
      AuthenticatedPrincipal caller,
      UnaryOperator<String> issuerOf,
      Map<String, Values> circumstances) {
    String subject = subject(caller);
    Duration duration = request.duration().orElse(USUAL);
    RequestContext context = context(request, caller, duration, circumstances);
    requireAllowed(GET, caller, context);
    if (!request.tags().isEmpty()) {
      requireAllowed(TAG, caller, context);
    }
    if (!caller.directory().preferences(caller.accountId()).outboundFederation()) {
      throw new SessionException(
          SessionException.Code.OUTBOUND_FEDERATION_DISABLED,
          "Outbound web identity federation is disabled for this account; enable it by"
              + " iam:EnableOutboundWebIdentityFederation.");
    }
    Instant now = Instant.ofEpochSecond(clock.instant().getEpochSecond());
    Instant expiration = now.plus(duration);
    if (caller.session().filter(in -> in.expiresAt().isBefore(expiration)).isPresent()) {
      throw new SessionException(
          SessionException.Code.SESSION_DURATION_ESCALATION,
          "The requested token duration would extend the session beyond its original expiration"
              + " time.");
    }
    ObjectNode claims = JsonNodeFactory.instance.objectNode();
    claims.put("iss", issuerOf.apply(caller.accountId())).put("sub", subject);
    putAudience(request.audience(), claims);
    claims.put("iat", now.getEpochSecond()).put("exp", expiration.getEpochSecond());
    claims.put("jti", secrets.drawTokenId());
    putOwnClaims(request, caller, claims.putObject(NAMESPACE));
    return new WebIdentityToken(
        sign(claims, signingKey(caller.accountId(), request.algorithm())), expiration);
  }

  /** The user, or the role of a session: what a trust policy elsewhere would name. */
  private static String subject(AuthenticatedPrincipal caller) {
    Principal principal = caller.principal();
    if (caller.session().filter(in -> in.kind() != Session.Kind.ROLE).isPresent()) {
      throw SessionException.denied(
          "Cannot call %s with session credentials".formatted(GET.name()));
    }
    if (principal instanceof Principal.RoleSession session) {
      return session.roleArn();
    }
    if (principal instanceof Principal.User || principal instanceof Principal.Root) {
      return principal.name();
    }
    throw SessionException.denied("Cannot call %s except as a user or role".formatted(GET.name()));
  }

  private static RequestContext context(
      WebIdentityRequest request,
      AuthenticatedPrincipal caller,
      Duration duration,
      Map<String, Values> circumstances) {
    Map<String, Values> keys = new HashMap<>(caller.context());
    keys.putAll(circumstances);
    keys.put("sts:IdentityTokenAudience", new Values(request.audience(), true));
    keys.put("sts:SigningAlgorithm", one(request.algorithm().name()));
    keys.put("sts:DurationSeconds", one(Long.toString(duration.toSeconds())));
    keys.put("aws:ResourceAccount", one(caller.accountId()));
    request.tags().addTo(keys);
    RequestContext.Builder context = RequestContext.builder();
    keys.forEach(context::put);
    return context.build();
  }

  private static Values one(String value) {
    return new Values(List.of(value), false);
  }

  private static void requireAllowed(
      Action action, AuthenticatedPrincipal caller, RequestContext context) {
    AuthorizationRequest question =
        new AuthorizationRequest(
            caller.principal(), action, Resource.none(caller.accountId()), context);
    Decision decision =
        Authorizer.decide(
            question,
            caller
                .policies()
                .withResource(
                    PolicySet.EMPTY,
                    caller.directory().organizationPlace(caller.accountId()).resourceControl()));
    if (!(decision instanceof Decision.Allowed)) {
      throw SessionException.denied(Authorizer.sentence(question, decision), action, decision);
    }
  }

  private static void putAudience(List<String> audience, ObjectNode claims) {
    if (audience.size() == 1) {
      claims.put("aud", audience.get(0));
    } else {
      audience.forEach(claims.putArray("aud")::add);
    }
  }

  private static void putOwnClaims(
      WebIdentityRequest request, AuthenticatedPrincipal caller, ObjectNode own) {
    own.put("aws_account", caller.accountId());
    if (!request.region().isEmpty()) {
      own.put("source_region", request.region());
    }
    OrganizationPlace place = caller.directory().organizationPlace(caller.accountId());
    if (!place.organizationId().isEmpty()) {
      own.put("org_id", place.organizationId()).put("ou_path", place.path());
    }
    Map<String, String> principalTags = new TreeMap<>();
    caller
        .context()
        .forEach(
            (key, values) -> {
              if (key.startsWith(PRINCIPAL_TAG)) {
                principalTags.put(key.substring(PRINCIPAL_TAG.length()), values.texts().get(0));
              }
            });
    putTags("principal_tags", principalTags, own);
    putTags("request_tags", request.tags().tags(), own);
  }

  private static void putTags(String member, Map<String, String> tags, ObjectNode own) {
    if (!tags.isEmpty()) {
      ObjectNode node = own.putObject(member);
      tags.forEach(node::put);
    }
  }

  /** The key of the moment. Where tokens were just switched on, it may have to be made first. */
  private WebIdentityKey signingKey(String accountId, SigningAlgorithm algorithm) {
    Instant now = clock.instant();
    Directory snapshot = directory.snapshot();
    return snapshot
        .webIdentityKeys(accountId)
        .signing(algorithm, now)
        .or(() -> rotate(accountId).signing(algorithm, now))
        .orElseThrow(
            () ->
                new SessionException(
                    SessionException.Code.OUTBOUND_FEDERATION_DISABLED,
                    "Outbound web identity federation has just been disabled for this account."));
  }

  /** Makes the key pairs of an account that it is time for, before they are needed. */
  public WebIdentityKeys rotate(String accountId) {
    List<FreshKeyPair> fresh =
        directory.snapshot().webIdentityKeys(accountId).due(clock.instant()).stream()
            .map(secrets::make)
            .toList();
    return directory.execute(new RotateWebIdentityKeys(accountId, fresh));
  }

  private String sign(ObjectNode claims, WebIdentityKey key) {
    ObjectNode header = JsonNodeFactory.instance.objectNode();
    header.put("alg", key.algorithm().name()).put("typ", "JWT").put("kid", key.id());
    byte[] payload = bytes(claims);
    if (payload.length > LARGEST_PAYLOAD) {
      throw new SessionException(
          SessionException.Code.JWT_PAYLOAD_SIZE_EXCEEDED,
          "The requested token payload size exceeds the maximum allowed size of %s bytes; pass fewer"
                  .formatted(LARGEST_PAYLOAD)
              + " or shorter tags and audiences.");
    }
    String input = BASE64.encodeToString(bytes(header)) + '.' + BASE64.encodeToString(payload);
    byte[] signature = secrets.sign(key.id(), key.algorithm(), key.secret(), input.getBytes(UTF_8));
    return input + '.' + BASE64.encodeToString(signature);
  }

  private static byte[] bytes(ObjectNode node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
