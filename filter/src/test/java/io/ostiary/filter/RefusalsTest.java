package io.ostiary.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.filter.authentication.CredentialException;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.mapping.RequestMapper.Question;
import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import io.ostiary.policy.service.Access;
import io.ostiary.policy.service.ErrorShape;
import io.ostiary.realm.authentication.BearerException;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.signature.PayloadException;
import io.ostiary.signature.SignatureClaim.Form;
import io.ostiary.signature.SignatureException;
import java.io.EOFException;
import java.lang.reflect.Constructor;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalsTest {

  @ParameterizedTest(name = "{0} by {1}")
  @CsvFileSource(resources = "refusals.csv", useHeadersInDisplayName = true, numLinesToSkip = 1)
  void hasAwssCodeAndStatusInEachDialect(
      String reason, Form form, String s3, String query, String json, int problem)
      throws ReflectiveOperationException {
    Throwable why = failure(reason);

    assertThat(wire(why, ErrorShape.S3, form)).isEqualTo(s3);
    assertThat(wire(why, ErrorShape.QUERY, form)).isEqualTo(query);
    assertThat(wire(why, ErrorShape.JSON, form)).isEqualTo(json);
    assertThat(wire(why, ErrorShape.PROBLEM, form))
        .isEqualTo(problem + query.substring(query.indexOf(' ')));
  }

  @ParameterizedTest
  @EnumSource(SignatureException.Reason.class)
  void tellsWhatTheVerifierSaid(SignatureException.Reason reason) {
    assertThat(refusal(new SignatureException(reason, "said"), ErrorShape.S3).message())
        .isEqualTo("said");
  }

  @Test
  void keepsAFailureOfOursToItself() {
    assertThat(refusal(new IllegalStateException("secret"), ErrorShape.S3).message())
        .doesNotContain("secret");
    assertThat(refusal(new EOFException("secret"), ErrorShape.S3).message())
        .doesNotContain("secret");
  }

  @Test
  void namesTheSchemesThatARouteTakes() throws ReflectiveOperationException {
    Throwable missing = failure("credential MISSING");

    assertThat(refusal(missing, ErrorShape.PROBLEM).headers())
        .containsEntry("WWW-Authenticate", "AWS4-HMAC-SHA256");
    assertThat(
            Refusals.of(
                    missing, ErrorShape.PROBLEM, Set.of(Access.SIGNED, Access.BEARER), Form.HEADER)
                .headers())
        .containsEntry("WWW-Authenticate", "AWS4-HMAC-SHA256, Bearer");
    assertThat(refusal(missing, ErrorShape.S3).headers()).isEmpty();
  }

  @Test
  void tellsWhatIsWrongWithABearerTokenButNotWhy() throws ReflectiveOperationException {
    Refusal invalid = refusal(failure("bearer INVALID"), ErrorShape.PROBLEM);
    Refusal nobody = refusal(failure("bearer NO_ROLE"), ErrorShape.PROBLEM);

    assertThat(invalid.headers())
        .containsEntry("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    assertThat(nobody.headers())
        .containsEntry("WWW-Authenticate", "Bearer error=\"insufficient_scope\"");
    assertThat(invalid.message() + nobody.message()).doesNotContain("the reason");
  }

  @Test
  void namesTheMethodsThatAreServed() throws ReflectiveOperationException {
    assertThat(refusal(failure("rejected METHOD"), ErrorShape.PROBLEM).headers())
        .containsEntry("Allow", "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT");
  }

  @Test
  void explainsADenial() throws ReflectiveOperationException {
    Refusal refusal = refusal(failure("denied user"), ErrorShape.PROBLEM);

    assertThat(refusal.message())
        .startsWith(
            "User: arn:aws:iam::111122223333:user/ann is not authorized to perform: s3:GetObject"
                + " on resource: arn:aws:s3:::a/b because");
    assertThat(refusal(failure("denied user"), ErrorShape.S3).message())
        .contains(" on resource: \"arn:aws:s3:::a/b\" because");
    assertThat(refusal.members())
        .containsEntry("action", "s3:GetObject")
        .containsEntry("resource", "arn:aws:s3:::a/b");
  }

  private static Refusal refusal(Throwable why, ErrorShape shape) {
    return Refusals.of(why, shape, Set.of(Access.SIGNED), Form.HEADER);
  }

  private static String wire(Throwable why, ErrorShape shape, Form form) {
    Refusal refusal = Refusals.of(why, shape, Set.of(Access.SIGNED), form);
    return refusal.status() + " " + refusal.code();
  }

  private static Throwable failure(String reason) throws ReflectiveOperationException {
    String name = reason.substring(reason.indexOf(' ') + 1);
    return switch (reason.substring(0, reason.indexOf(' '))) {
      case "signature" ->
          new SignatureException(SignatureException.Reason.valueOf(name), "message");
      case "rejected" ->
          new RejectedRequestException(RejectedRequestException.Reason.valueOf(name), "message");
      case "credential" ->
          new CredentialException(CredentialException.Reason.valueOf(name), "message");
      case "bearer" -> new BearerException(BearerException.Kind.valueOf(name), "the reason");
      case "chunked" -> chunked(PayloadException.Defect.valueOf(name));
      case "denied" -> denied(name);
      case "body" -> new EOFException();
      case "directory" -> new DirectoryException(DirectoryException.Code.valueOf(name), "message");
      case "not" -> new NotRecordedException(new EOFException());
      default -> new StackOverflowError();
    };
  }

  /** Only the decoder makes one, so its way in is opened here. */
  private static Throwable chunked(PayloadException.Defect defect)
      throws ReflectiveOperationException {
    Constructor<PayloadException> constructor =
        PayloadException.class.getDeclaredConstructor(PayloadException.Defect.class, String.class);
    constructor.setAccessible(true);
    return constructor.newInstance(defect, "message");
  }

  private static Throwable denied(String who) {
    Principal principal =
        who.equals("user")
            ? new Principal.User("arn:aws:iam::111122223333:user/ann", "111122223333", "AIDAANN")
            : new Principal.Anonymous();
    AuthorizationRequest request =
        new AuthorizationRequest(
            principal,
            Action.parse("s3:GetObject"),
            Resource.of("arn:aws:s3:::a/b", "111122223333"),
            RequestContext.EMPTY);
    return new DeniedException(
        new Question(request, ApplicablePolicies.of(PolicySet.EMPTY, PolicySet.EMPTY)),
        new Decision.ImplicitlyDenied(PolicyType.IDENTITY));
  }
}
