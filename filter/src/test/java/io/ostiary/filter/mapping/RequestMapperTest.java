package io.ostiary.filter.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.FormParameters;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.http.RejectedRequestException.Reason;
import io.ostiary.filter.mapping.RequestMapper.Input;
import io.ostiary.filter.mapping.RequestMapper.Question;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.policy.request.Resource;
import io.ostiary.policy.service.ServiceDefinitionException;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.signature.VerifiedSignature;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
class RequestMapperTest {
  private static final String READS_NO_TAG =
      """
      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}""";
  private static final String READS_A_TAG =
      """
      {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*",
        "Condition": {"StringEquals": {"%s/team": "red"}}}}""";

  private static final String READS_A_REQUEST_TAG =
      """
      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
        "Condition": {"ForAllValues:StringEquals": {"%s": "red"}}}}""";

  private final MapperRealm realm;
  private final Router router =
      new Router(
          List.of(Requests.definition("store"), Requests.definition("people")),
          new RouterSettings(Set.of("*"), Duration.ofMinutes(5), Duration.ofDays(7)));

  RequestMapperTest(@TempDir Path directory) {
    realm = new MapperRealm(directory);
  }

  @AfterAll
  void close() {
    realm.close();
  }

  /** An application that remembers what it was asked. */
  private static final class Attributes implements ResourceAttributes {
    private final List<String> asked = new ArrayList<>();

    @Override
    public Optional<String> owner(String resourceArn) {
      asked.add("owner " + resourceArn);
      return resourceArn.contains("foreign") ? Optional.of("999988887777") : Optional.empty();
    }

    @Override
    public Map<String, String> tags(String resourceArn) {
      asked.add("tags " + resourceArn);
      return Map.of("team", "red");
    }
  }

  private List<Question> ask(
      ResourceAttributes attributes,
      CanonicalRequest request,
      Optional<VerifiedSignature> signature,
      AuthenticatedPrincipal caller)
      throws RejectedRequestException {
    FormParameters form = FormParameters.NONE;
    MatchedRoute match = router.candidates(request).select(form);
    return new RequestMapper(MapperRealm.SETTINGS, Map.of(), attributes)
        .questions(new Input(request, match, form, "", signature, caller));
  }

  private Question askOne(String line, AuthenticatedPrincipal caller)
      throws RejectedRequestException {
    return ask(ResourceAttributes.NONE, Requests.of(line, List.of()), Optional.empty(), caller)
        .get(0);
  }

  private static Optional<String> value(Question question, String key) {
    Values values = question.request().context().get(RequestContext.fold(key));
    return values == null ? Optional.empty() : Optional.of(values.texts().get(0));
  }

  @Test
  void theEngineSuppliesItsKeysFromConnectionClockAndCaller() throws RejectedRequestException {
    CanonicalRequest request =
        Requests.of(
            "GET /photos/cat.jpg",
            List.of("User-Agent: curl/8", "Referer: https://example.com/"),
            true);
    Question question =
        ask(
                ResourceAttributes.NONE,
                request,
                Optional.of(Signed.over(List.of("host"))),
                realm.ann())
            .get(0);

    assertThat(question.request().principal()).isEqualTo(realm.ann().principal());
    assertThat(question.request().context().asMap())
        .isEqualTo(
            RequestContext.builder()
                .one("aws:username", "ann")
                .one("aws:CurrentTime", "2026-11-21T10:00:00Z")
                .one("aws:EpochTime", "1795255200")
                .one("aws:SecureTransport", "true")
                .one("aws:SourceIp", "192.0.2.7")
                .one("aws:UserAgent", "curl/8")
                .one("aws:referer", "https://example.com/")
                .one("aws:RequestedRegion", "eu-west-3")
                .one("aws:ViaAWSService", "false")
                .one("aws:ResourceAccount", "111122223333")
                .build()
                .asMap());
  }

  @Test
  void whatIsNotKnownIsAbsent() throws RejectedRequestException {
    Question question = askOne("GET /photos/cat.jpg", realm.ann());

    assertThat(value(question, "aws:RequestedRegion")).isEmpty();
    assertThat(value(question, "aws:UserAgent")).isEmpty();
    assertThat(value(question, "aws:referer")).isEmpty();
    assertThat(value(question, "aws:SecureTransport")).contains("false");
  }

  @Test
  void thePolicyOfABucketGovernsItsObjects() throws RejectedRequestException {
    realm
        .realm()
        .resourcePolicies()
        .put(
            "arn:aws:s3:::public",
            """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*",
              "Action": "s3:GetObject", "Resource": "arn:aws:s3:::public/*"}}""");

    Question open = askOne("GET /public/a", realm.ann());
    Question shut = askOne("GET /private/a", realm.ann());

    assertThat(decide(open)).isInstanceOf(Decision.Allowed.class);
    assertThat(decide(shut)).isInstanceOf(Decision.ImplicitlyDenied.class);
    assertThat(shut.policies().resource()).isSameAs(PolicySet.EMPTY);
  }

  private Decision decide(Question question) {
    return Authorizer.decide(question.request(), question.policies());
  }

  @Test
  void theApplicationNamesTheOwner() throws RejectedRequestException {
    Attributes attributes = new Attributes();
    CanonicalRequest request = Requests.of("GET /foreign/a", List.of());

    Question question = ask(attributes, request, Optional.empty(), realm.ann(READS_NO_TAG)).get(0);

    assertThat(question.request().resource().accountId()).isEqualTo("999988887777");
    assertThat(value(question, "aws:ResourceAccount")).contains("999988887777");
    assertThat(attributes.asked).containsExactly("owner arn:aws:s3:::foreign/a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws:ResourceTag", "s3:ExistingObjectTag", "AWS:RESOURCETAG"})
  void tagsAreAskedForOnceWhereAPolicyReadsOne(String family) throws RejectedRequestException {
    Attributes attributes = new Attributes();
    CanonicalRequest request = Requests.of("GET /photos/a", List.of());

    Question question =
        ask(attributes, request, Optional.empty(), realm.ann(READS_A_TAG.formatted(family))).get(0);

    assertThat(value(question, "aws:ResourceTag/team")).contains("red");
    assertThat(value(question, "s3:ExistingObjectTag/team")).contains("red");
    assertThat(attributes.asked)
        .containsExactly("owner arn:aws:s3:::photos/a", "tags arn:aws:s3:::photos/a");
  }

  @Test
  void aPresignedRequestThatCoversNoBodySaysSo() throws RejectedRequestException {
    CanonicalRequest request = Requests.of("PUT /photos/a", List.of());

    Question presigned =
        ask(ResourceAttributes.NONE, request, Optional.of(Signed.presigned()), realm.ann()).get(0);
    Question signed =
        ask(
                ResourceAttributes.NONE,
                request,
                Optional.of(Signed.over(List.of("host"))),
                realm.ann())
            .get(0);

    assertThat(value(presigned, "s3:x-amz-content-sha256")).contains("UNSIGNED-PAYLOAD");
    assertThat(value(presigned, "s3:x-amz-acl")).isEmpty();
    assertThat(value(signed, "s3:x-amz-content-sha256")).isEmpty();
  }

  @Test
  void aResourceWhoseTagsDifferOnlyByCaseIsDenied() {
    ResourceAttributes twoTeams =
        new ResourceAttributes() {
          @Override
          public Optional<String> owner(String resourceArn) {
            return Optional.empty();
          }

          @Override
          public Map<String, String> tags(String resourceArn) {
            return Map.of("Team", "red", "team", "blue");
          }
        };
    AuthenticatedPrincipal ann = realm.ann(READS_A_TAG.formatted("aws:ResourceTag"));

    assertThatThrownBy(
            () -> ask(twoTeams, Requests.of("GET /photos/a", List.of()), Optional.empty(), ann))
        .hasMessageContaining("differ only by case")
        .isInstanceOfSatisfying(
            RejectedRequestException.class,
            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.NO_ROUTE));
  }

  @Test
  void aResolvedResourceHasTagsAndPolicyOfItsOwn() throws RejectedRequestException {
    String arn = "arn:aws:people::111122223333:person/ann";
    ResourceResolver person =
        new ResourceResolver() {
          @Override
          public Resource resolve(Input input) {
            return new Resource(arn, "111122223333", true);
          }

          @Override
          public Map<String, String> tags(Input input, Resource resource) {
            return Map.of("team", resource.name());
          }
        };
    CanonicalRequest request = Requests.of("POST /", List.of());
    FormParameters form = Requests.form("Action=CreatePerson&Version=2020-01-31");
    MatchedRoute match = router.candidates(request).select(form);
    AuthenticatedPrincipal ann = realm.ann(READS_A_TAG.formatted("aws:ResourceTag"));

    Question question =
        new RequestMapper(MapperRealm.SETTINGS, Map.of("person", person), ResourceAttributes.NONE)
            .questions(new Input(request, match, form, "", Optional.empty(), ann))
            .get(0);

    assertThat(question.request().resource()).isEqualTo(new Resource(arn, "111122223333", true));
    assertThat(value(question, "aws:ResourceTag/team")).contains(arn);
  }

  @Test
  void aResolverThatIsNotRegisteredStopsStartUp() {
    RequestMapper mapper =
        new RequestMapper(MapperRealm.SETTINGS, Map.of(), ResourceAttributes.NONE);

    assertThatThrownBy(() -> mapper.check(List.of(Requests.definition("people"))))
        .isInstanceOf(ServiceDefinitionException.class)
        .hasMessage(
            "people.service.json: the resolver `person` of resource type `person` is not"
                + " registered; register it or give the type an `arn`");
    assertThatCode(() -> mapper.check(List.of(Requests.definition("store"))))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws:RequestTag/team",
        "aws:TagKeys",
        "s3:RequestObjectTag/team",
        "s3:RequestObjectTagKeys",
        "AWS:TAGKEYS"
      })
  void taggingIsRefusedWhereAPolicyReadsTagsThatTheRouteDoesNot(String key) {
    AuthenticatedPrincipal ann = realm.ann(READS_NO_TAG, READS_A_REQUEST_TAG.formatted(key));

    assertThatThrownBy(() -> askOne("PUT /photos/a?tagging", ann))
        .isInstanceOfSatisfying(
            RejectedRequestException.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.NO_ROUTE))
        .hasMessage(
            "a policy reads the tags of the request, which `s3:PutObjectTagging` brings where they"
                + " cannot be read; set the tags by a request whose route has `tags`, or take the"
                + " tag keys out of the policy");
    for (String line :
        List.of("DELETE /photos/a?tagging", "POST /photos/a?tagging", "PUT /photos/a")) {
      assertThatCode(() -> askOne(line, ann)).as(line).doesNotThrowAnyException();
    }
  }

  @Test
  void aBucketsPolicyThatReadsTagsRefusesTaggingThereOnly() {
    realm
        .realm()
        .resourcePolicies()
        .put(
            "arn:aws:s3:::guarded",
            """
            {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*",
              "Action": "s3:PutObjectTagging", "Resource": "arn:aws:s3:::guarded/*",
              "Condition": {"StringEquals": {"s3:RequestObjectTag/team": "red"}}}}""");

    assertThatThrownBy(() -> askOne("PUT /guarded/a?tagging", realm.ann(READS_NO_TAG)))
        .isInstanceOf(RejectedRequestException.class);
    assertThatCode(() -> askOne("PUT /photos/a?tagging", realm.ann(READS_NO_TAG)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws:ResourceTag", "s3:ExistingObjectTag"})
  void aPolicyThatReadsTheResourcesTagsDoesNotKeepFromTagging(String family) {
    assertThatCode(() -> askOne("PUT /photos/a?tagging", realm.ann(READS_A_TAG.formatted(family))))
        .doesNotThrowAnyException();
  }

  @Test
  void tooManyTagsAreRefused() throws RejectedRequestException {
    List<String> tags = new ArrayList<>();
    for (int i = 0; i <= 50; i++) {
      tags.add("k" + i + "=v");
    }
    CanonicalRequest request =
        Requests.of("PUT /photos/a", List.of("x-amz-tagging: " + String.join("&", tags)));

    assertThatThrownBy(() -> ask(ResourceAttributes.NONE, request, Optional.empty(), realm.ann()))
        .hasMessage("there are more than 50 tags");
  }
}
