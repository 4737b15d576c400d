package io.ostiary.filter.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.FormParameters;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.mapping.RequestMapper.Question;
import io.ostiary.policy.acl.AccessControlList;
import io.ostiary.policy.acl.CannedAcl;
import io.ostiary.policy.acl.Grant;
import io.ostiary.policy.acl.Grantee;
import io.ostiary.policy.acl.Group;
import io.ostiary.policy.acl.Permission;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.realm.directory.Account;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Access-control lists of the application count beside a resource's policies. */
@TestInstance(Lifecycle.PER_CLASS)
class GrantsTest {
  private static final Grantee.Account OWN = new Grantee.Account("111122223333");
  private static final Grantee.Account OTHER = new Grantee.Account("999988887777");

  private final MapperRealm realm;
  private final Router router =
      new Router(
          List.of(Requests.definition("store")),
          new RouterSettings(Set.of("*"), Duration.ofMinutes(5), Duration.ofDays(7)));

  GrantsTest(@TempDir Path directory) {
    realm = new MapperRealm(directory);
  }

  @AfterAll
  void close() {
    realm.close();
  }

  /** An application with some lists, which remembers for what it was asked. */
  private static final class Lists implements ResourceAttributes {
    private final Map<String, AccessControlList> lists = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    private Lists with(String name, AccessControlList list) {
      lists.put("arn:aws:s3:::" + name, list);
      return this;
    }

    @Override
    public Optional<String> owner(String resourceArn) {
      return resourceArn.contains("foreign") ? Optional.of(OTHER.accountId()) : Optional.empty();
    }

    @Override
    public Map<String, String> tags(String resourceArn) {
      return Map.of();
    }

    @Override
    public Optional<AccessControlList> accessControlList(String resourceArn) {
      asked.add(resourceArn);
      return Optional.ofNullable(lists.get(resourceArn));
    }
  }

  private static AccessControlList canned(CannedAcl canned) {
    return canned.list(OWN, OWN);
  }

  private Question ask(ResourceAttributes attributes, String line, String... identityPolicies)
      throws RejectedRequestException {
    CanonicalRequest request = Requests.of(line, List.of());
    MatchedRoute match = router.candidates(request).select(FormParameters.NONE);
    return new RequestMapper(MapperRealm.SETTINGS, Map.of(), attributes)
        .questions(
            new RequestMapper.Input(
                request,
                match,
                FormParameters.NONE,
                "",
                Optional.empty(),
                realm.ann(identityPolicies)))
        .get(0);
  }

  private Decision decide(Question question, String... identityPolicies) {
    return Authorizer.decide(
        question.request(),
        realm
            .ann(identityPolicies)
            .policies()
            .withResource(question.policies().resource(), List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "GET /photos/cat.jpg, Allowed",
    "GET /photos/dog.jpg, ImplicitlyDenied",
    "PUT /photos/new.jpg, Allowed",
    "DELETE /photos/cat.jpg, Allowed",
    "GET /photos?list-type=2, ImplicitlyDenied",
    "GET /films/cat.jpg, ImplicitlyDenied",
    "PUT /films/new.jpg, ImplicitlyDenied",
    "GET /films?list-type=2, Allowed",
  })
  void aListGrantsOnItsResourceAndOnWhatThatHolds(String line, String expected)
      throws RejectedRequestException {
    AccessControlList writable =
        new AccessControlList(OWN, List.of(new Grant(Group.ALL_USERS, Permission.WRITE)));
    Lists lists =
        new Lists()
            .with("photos", writable)
            .with("photos/cat.jpg", canned(CannedAcl.PUBLIC_READ))
            .with("films", canned(CannedAcl.PUBLIC_READ));

    assertThat(decide(ask(lists, line)).getClass().getSimpleName()).isEqualTo(expected);
  }

  @Test
  void aDecisionCitesTheGrant() throws RejectedRequestException {
    Lists lists = new Lists().with("photos/cat.jpg", canned(CannedAcl.PUBLIC_READ));

    assertThat(decide(ask(lists, "GET /photos/cat.jpg")))
        .isInstanceOfSatisfying(
            Decision.Allowed.class,
            allowed -> {
              assertThat(Objects.requireNonNull(allowed.by()).policyId())
                  .isEqualTo("acl of arn:aws:s3:::photos/cat.jpg");
              assertThat(allowed.by().sid()).isEqualTo("Grant2");
            });
  }

  @Test
  void theBucketsPolicyCountsBesideLists() throws RejectedRequestException {
    realm
        .realm()
        .resourcePolicies()
        .put(
            "arn:aws:s3:::shut",
            """
            {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*",
              "Action": "s3:GetObject", "Resource": "arn:aws:s3:::shut/*"}}""");
    Lists lists = new Lists().with("shut/a", canned(CannedAcl.PUBLIC_READ));

    assertThat(decide(ask(lists, "GET /shut/a"))).isInstanceOf(Decision.ExplicitlyDenied.class);
  }

  @Test
  void listsAreAskedForOnceEach() throws RejectedRequestException {
    Lists lists = new Lists();
    ask(lists, "GET /photos/cat.jpg");
    ask(lists, "GET /photos?list-type=2");
    ask(lists, "GET /");

    assertThat(lists.asked)
        .containsExactly(
            "arn:aws:s3:::photos", "arn:aws:s3:::photos/cat.jpg", "arn:aws:s3:::photos");
  }

  @Test
  void aPrivateListOfTheOwnAccountCostsNothing() throws RejectedRequestException {
    String canonical =
        realm
            .realm()
            .directory()
            .snapshot()
            .account(OWN.accountId())
            .map(Account::canonicalUserId)
            .orElseThrow();
    Grantee.CanonicalUser own = new Grantee.CanonicalUser(canonical);
    Lists lists =
        new Lists()
            .with("photos", canned(CannedAcl.PRIVATE))
            .with("photos/cat.jpg", CannedAcl.PRIVATE.list(own, own));

    assertThat(ask(lists, "GET /photos/cat.jpg").policies().resource()).isSameAs(PolicySet.EMPTY);
  }

  @Test
  void anOwnerOfAnotherAccountsResourceHasFullControl() throws RejectedRequestException {
    String all =
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}""";
    Lists ours = new Lists().with("foreign/a", canned(CannedAcl.PRIVATE));
    Lists theirs = new Lists().with("foreign/a", CannedAcl.PRIVATE.list(OTHER, OTHER));

    assertThat(decide(ask(ours, "GET /foreign/a", all), all)).isInstanceOf(Decision.Allowed.class);
    assertThat(decide(ask(ours, "GET /foreign/a")))
        .as("without an identity policy")
        .isInstanceOf(Decision.ImplicitlyDenied.class);
    assertThat(decide(ask(theirs, "GET /foreign/a", all), all))
        .isInstanceOf(Decision.ImplicitlyDenied.class);
  }
}
