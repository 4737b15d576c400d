package io.ostiary.filter;

import io.ostiary.filter.authentication.CredentialException;
import io.ostiary.filter.http.BodyTooLargeException;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.http.RequestReader;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.service.Access;
import io.ostiary.policy.service.ErrorShape;
import io.ostiary.realm.authentication.BearerException;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.signature.PayloadException;
import io.ostiary.signature.SignatureClaim.Form;
import io.ostiary.signature.SignatureException;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which status and code a refusal has in which dialect, as AWS's services answer. AWS's SDKs and
 * Terraform decide by these names whether to retry, to correct their clock or to give up.
 */
final class Refusals {

  /** A status and a name on the wire. */
  private record Code(int status, String name) {}

  /** One refusal in each dialect; the general one takes its name from the Query protocol. */
  private record Codes(Code s3, Code query, Code json, int problem) {
    private Refusal refusal(ErrorShape shape, String message) {
      Code code =
          switch (shape) {
            case S3 -> s3;
            case QUERY -> query;
            case JSON -> json;
            case PROBLEM, PAGE -> new Code(problem, query.name);
          };
      return new Refusal(code.status, code.name, message);
    }
  }

  private static final Codes DENIED =
      codes(403, "AccessDenied", 403, "AccessDenied", 403, "AccessDeniedException", 403);
  private static final Codes MISSING =
      codes(
          403,
          "AccessDenied",
          403,
          "MissingAuthenticationToken",
          403,
          "MissingAuthenticationTokenException",
          401);
  private static final Codes OTHER_SCHEME =
      codes(
          401,
          "AccessDenied",
          401,
          "MissingAuthenticationToken",
          401,
          "MissingAuthenticationTokenException",
          401);
  private static final Codes BROKEN_BODY =
      codes(400, "IncompleteBody", 400, "MalformedInput", 400, "ValidationException", 400);
  private static final Codes INTERNAL =
      codes(500, "InternalError", 500, "InternalFailure", 500, "InternalFailure", 500);
  private static final Codes INVALID_TOKEN = everywhere(401, "InvalidIdentityToken");
  private static final Codes TOKEN_EXPIRED = everywhere(401, "ExpiredTokenException");
  private static final Codes UNAVAILABLE =
      codes(
          503,
          "ServiceUnavailable",
          503,
          "ServiceUnavailable",
          503,
          "ServiceUnavailableException",
          503);
  private static final Codes PRESIGNED_MALFORMED =
      codes(
          400,
          "AuthorizationQueryParametersError",
          400,
          "IncompleteSignature",
          403,
          "IncompleteSignatureException",
          400);
  private static final Map<SignatureException.Reason, Codes> SIGNATURE = signature();
  private static final Map<RejectedRequestException.Reason, Codes> REJECTED = rejected();
  private static final Map<PayloadException.Defect, Codes> CHUNKED = chunked();

  private Refusals() {}

  private static Codes codes(
      int s3Status,
      String s3,
      int queryStatus,
      String query,
      int jsonStatus,
      String json,
      int problem) {
    return new Codes(
        new Code(s3Status, s3), new Code(queryStatus, query), new Code(jsonStatus, json), problem);
  }

  private static Map<SignatureException.Reason, Codes> signature() {
    String query = "SignatureDoesNotMatch";
    String json = "InvalidSignatureException";
    String incomplete = "IncompleteSignature";
    String incompleteJson = "IncompleteSignatureException";
    Codes skewed = codes(403, "RequestTimeTooSkewed", 403, query, 403, json, 401);
    Codes differs = codes(403, query, 403, query, 403, json, 401);
    Codes denied = codes(403, "AccessDenied", 403, query, 403, json, 401);
    Map<SignatureException.Reason, Codes> table = new EnumMap<>(SignatureException.Reason.class);
    for (SignatureException.Reason reason : SignatureException.Reason.values()) {
      table.put(
          reason,
          switch (reason) {
            case TWO_FORMS ->
                codes(400, "InvalidArgument", 400, incomplete, 403, incompleteJson, 400);
            case RETIRED_VERSION ->
                codes(400, "InvalidRequest", 400, incomplete, 403, incompleteJson, 401);
            case MALFORMED ->
                codes(
                    400, "AuthorizationHeaderMalformed", 400, incomplete, 403, incompleteJson, 400);
            case WRONG_SCOPE, MISMATCH -> differs;
            case EXPIRED, NOT_YET_VALID -> skewed;
            case PRESIGNED_EXPIRED, UNSIGNED_HEADER -> denied;
            case UNKNOWN_KEY ->
                codes(
                    403,
                    "InvalidAccessKeyId",
                    403,
                    "InvalidClientTokenId",
                    403,
                    "UnrecognizedClientException",
                    401);
            // By its name SDKs know to fetch new credentials.
            case EXPIRED_TOKEN ->
                codes(400, "ExpiredToken", 403, "ExpiredToken", 400, "ExpiredTokenException", 401);
            case PAYLOAD_MODE ->
                codes(400, "InvalidArgument", 400, incomplete, 400, incompleteJson, 400);
            case PAYLOAD_MISMATCH ->
                codes(400, "XAmzContentSHA256Mismatch", 403, query, 403, json, 401);
          });
    }
    return table;
  }

  private static Map<RejectedRequestException.Reason, Codes> rejected() {
    Map<RejectedRequestException.Reason, Codes> table =
        new EnumMap<>(RejectedRequestException.Reason.class);
    for (RejectedRequestException.Reason reason : RejectedRequestException.Reason.values()) {
      table.put(
          reason,
          switch (reason) {
            case BAD_REQUEST ->
                codes(
                    400, "InvalidRequest", 400, "MalformedInput", 400, "ValidationException", 400);
            case NO_ROUTE -> DENIED;
            case METHOD -> everywhere(405, "MethodNotAllowed");
            case TOO_LARGE ->
                codes(
                    400,
                    "EntityTooLarge",
                    413,
                    "RequestEntityTooLarge",
                    413,
                    "RequestEntityTooLargeException",
                    413);
            case WRONG_HOST -> everywhere(421, "MisdirectedRequest");
            case MISSING_ACTION -> everywhere(400, "MissingAction");
            case INVALID_ACTION -> everywhere(400, "InvalidAction");
          });
    }
    return table;
  }

  private static Codes everywhere(int status, String name) {
    return codes(status, name, status, name, status, name, status);
  }

  private static Map<PayloadException.Defect, Codes> chunked() {
    Map<PayloadException.Defect, Codes> table = new EnumMap<>(PayloadException.Defect.class);
    for (PayloadException.Defect defect : PayloadException.Defect.values()) {
      table.put(
          defect,
          switch (defect) {
            case HASH ->
                codes(
                    400,
                    "XAmzContentSHA256Mismatch",
                    403,
                    "SignatureDoesNotMatch",
                    403,
                    "InvalidSignatureException",
                    401);
            case FRAMING, TRAILER ->
                codes(
                    400, "InvalidRequest", 400, "MalformedInput", 400, "ValidationException", 400);
            case LENGTH -> BROKEN_BODY;
            case CHUNK_TOO_LONG -> everywhere(400, "InvalidChunkSizeError");
            case SIGNATURE ->
                codes(
                    403,
                    "SignatureDoesNotMatch",
                    403,
                    "SignatureDoesNotMatch",
                    403,
                    "InvalidSignatureException",
                    401);
            case CHECKSUM ->
                codes(400, "BadDigest", 400, "MalformedInput", 400, "ValidationException", 400);
          });
    }
    return table;
  }

  /**
   * The answer to whatever stopped a request.
   *
   * @param access who may come in by the route, as far as it is known, for the schemes to name
   * @param form where the request's signature stands
   */
  static Refusal of(Throwable why, ErrorShape shape, Set<Access> access, Form form) {
    Refusal refusal = plain(why, shape, form);
    if (why instanceof BearerException refused) {
      return bearer(refused, refusal);
    }
    if (refusal.status() == 405) {
      return refusal.withHeader("Allow", String.join(", ", new TreeSet<>(RequestReader.METHODS)));
    }
    return refusal.status() == 401 && shape != ErrorShape.PAGE
        ? refusal.withHeader("WWW-Authenticate", schemes(access))
        : refusal;
  }

  /**
   * The same of a server that wants an error page for what it has refused by itself.
   *
   * @param status as the server has it
   */
  static Refusal ofServer(@Nullable Object status) {
    return new Refusal(
        status instanceof Integer code && code >= 400 && code <= 599 ? code : 403,
        "Refused",
        "the server refused this request before it was let in");
  }

  private static Refusal plain(Throwable why, ErrorShape shape, Form form) {
    String message = String.valueOf(why.getMessage());
    if (why instanceof SignatureException refused) {
      boolean presigned =
          refused.reason() == SignatureException.Reason.MALFORMED && form == Form.QUERY;
      return known(presigned ? PRESIGNED_MALFORMED : SIGNATURE.get(refused.reason()))
          .refusal(shape, message);
    }
    if (why instanceof RejectedRequestException rejected) {
      return known(REJECTED.get(rejected.reason())).refusal(shape, message);
    }
    if (why instanceof FaultException said) {
      return new Refusal(said.fault().status(), said.fault().code(), said.fault().message());
    }
    if (why instanceof CredentialException refused) {
      return switch (refused.reason()) {
        case MISSING -> MISSING.refusal(shape, message);
        case SCHEME -> OTHER_SCHEME.refusal(shape, message);
        case UNWANTED, CROSS_SITE -> DENIED.refusal(shape, message);
      };
    }
    if (why instanceof BearerException refused) {
      return switch (refused.kind()) {
        case INVALID -> INVALID_TOKEN.refusal(shape, message);
        case EXPIRED -> TOKEN_EXPIRED.refusal(shape, message);
        case NO_ROLE -> DENIED.refusal(shape, message);
        case UNAVAILABLE -> UNAVAILABLE.refusal(shape, message);
      };
    }
    if (why instanceof DeniedException denied) {
      return denied(denied, shape);
    }
    if (why instanceof NotRecordedException) {
      return UNAVAILABLE.refusal(shape, message);
    }
    if (why instanceof DirectoryException outdated
        && outdated.code() == DirectoryException.Code.SERVICE_UNAVAILABLE) {
      return UNAVAILABLE.refusal(shape, message);
    }
    return why instanceof IOException failure
        ? body(failure, shape)
        : INTERNAL.refusal(shape, "the request was not let in because of a failure on our side");
  }

  /** RFC 6750, 3.1. */
  private static Refusal bearer(BearerException refused, Refusal refusal) {
    return switch (refused.kind()) {
      case INVALID, EXPIRED ->
          refusal.withHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
      case NO_ROLE -> refusal.withHeader("WWW-Authenticate", "Bearer error=\"insufficient_scope\"");
      case UNAVAILABLE -> refusal;
    };
  }

  private static Refusal denied(DeniedException denied, ErrorShape shape) {
    AuthorizationRequest request = denied.question().request();
    Refusal refusal =
        DENIED.refusal(
            shape,
            shape == ErrorShape.S3
                ? Authorizer.quotingSentence(request, denied.decision())
                : Authorizer.sentence(request, denied.decision()));
    if (shape != ErrorShape.PROBLEM && shape != ErrorShape.PAGE) {
      return refusal;
    }
    int status = denied.isAnonymous() ? 401 : 403;
    return new Refusal(status, refusal.code(), refusal.message())
        .withMember("action", denied.question().request().action().toString())
        .withMember("resource", denied.question().request().resource().name());
  }

  private static Refusal body(IOException failure, ErrorShape shape) {
    if (failure instanceof BodyTooLargeException) {
      return known(REJECTED.get(RejectedRequestException.Reason.TOO_LARGE))
          .refusal(shape, String.valueOf(failure.getMessage()));
    }
    if (failure instanceof PayloadException defective) {
      return known(CHUNKED.get(defective.defect()))
          .refusal(shape, String.valueOf(failure.getMessage()));
    }
    return BROKEN_BODY.refusal(shape, "the body could not be read to its end");
  }

  private static Codes known(@Nullable Codes codes) {
    return codes == null ? INTERNAL : codes;
  }

  /** RFC 9110, 11.6.1: every scheme that the route takes. */
  private static String schemes(Set<Access> access) {
    return access.contains(Access.BEARER) ? "AWS4-HMAC-SHA256, Bearer" : "AWS4-HMAC-SHA256";
  }
}
