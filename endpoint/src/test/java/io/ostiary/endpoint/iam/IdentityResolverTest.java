package io.ostiary.endpoint.iam;

import static io.ostiary.endpoint.Installation.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.endpoint.Installation;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.mapping.RequestMapper;
import io.ostiary.filter.mapping.ResourceResolver;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.directory.CreatePolicy;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.PutPermissionsBoundary;
import io.ostiary.realm.directory.User;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which user a request to IAM is about, as policies name it. */
class IdentityResolverTest {
  private static final String ALLOW_ALL =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\","
          + "\"Resource\":\"*\"}}";
  private static final String USERS = "arn:aws:iam::" + ACCOUNT + ":user";

  private final ResourceResolver resolver =
      Objects.requireNonNull(IamEndpoint.resolvers().get("iam-user"));
  @TempDir Path directory;
  private Installation installation;
  private User alice;

  @BeforeEach
  void open() {
    installation = new Installation(directory);
    alice =
        installation
            .directory()
            .execute(new CreateUser(ACCOUNT, "/dev/", "Alice", Map.of("team", "red")));
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private String arn(AuthenticatedPrincipal caller, String action, String... fields)
      throws RejectedRequestException {
    RequestMapper.Input input = installation.input(caller, action, fields);
    Resource resource = resolver.resolve(input);
    assertThat(resource.accountId()).isEqualTo(ACCOUNT);
    assertThat(resource.gated()).isFalse();
    return resource.name();
  }

  @Test
  void aStoredUserHasItsStoredPathAndSpelling() throws Exception {
    assertThat(arn(installation.root(), "GetUser", "UserName", "aLICE"))
        .isEqualTo(USERS + "/dev/Alice");
  }

  @Test
  void aPathInTheRequestDoesNotMoveAStoredUser() throws Exception {
    assertThat(arn(installation.root(), "DeleteUser", "UserName", "alice", "Path", "/ops/"))
        .isEqualTo(USERS + "/dev/Alice");
  }

  @Test
  void aUserThatIsMadeHasThePathAskedFor() throws Exception {
    assertThat(arn(installation.root(), "CreateUser", "UserName", "bob", "Path", "/ops/"))
        .isEqualTo(USERS + "/ops/bob");
    assertThat(arn(installation.root(), "CreateUser", "UserName", "bob")).isEqualTo(USERS + "/bob");
    assertThat(arn(installation.root(), "CreateUser", "UserName", "alice", "Path", "/ops/"))
        .isEqualTo(USERS + "/ops/alice");
  }

  @Test
  void anUnknownUserIsAtTheRootPath() throws Exception {
    assertThat(arn(installation.root(), "GetUser", "UserName", "bob", "Path", "/ops/"))
        .isEqualTo(USERS + "/bob");
  }

  @Test
  void whoNamesNobodyMeansThemselves() throws Exception {
    assertThat(arn(installation.as(alice), "CreateAccessKey")).isEqualTo(USERS + "/dev/Alice");
    assertThat(arn(installation.root(), "CreateAccessKey"))
        .isEqualTo("arn:aws:iam::" + ACCOUNT + ":root");
    assertThat(arn(installation.roleSession(), "CreateAccessKey")).isEqualTo(Resource.NONE);
  }

  @Test
  void whoRenamesIsAskedAboutBothNames() throws Exception {
    assertThat(others("UpdateUser", "UserName", "alice", "NewUserName", "bob", "NewPath", "/ops/"))
        .containsExactly(USERS + "/ops/bob");
    assertThat(others("UpdateUser", "UserName", "alice", "NewUserName", "bob"))
        .containsExactly(USERS + "/dev/bob");
    assertThat(others("UpdateUser", "UserName", "alice")).isEmpty();
    assertThat(others("GetUser", "UserName", "alice", "NewUserName", "bob")).isEmpty();
  }

  private List<String> others(String action, String... fields) throws RejectedRequestException {
    return resolver.others(installation.input(installation.root(), action, fields)).stream()
        .map(Resource::name)
        .toList();
  }

  @Test
  void theBoundaryIsTheStoredOneUnlessTheRequestSetsIt() {
    String arn =
        installation.directory().execute(new CreatePolicy(ACCOUNT, "/", "Limit", ALLOW_ALL)).arn();
    installation
        .directory()
        .execute(new PutPermissionsBoundary(IdentityName.user(ACCOUNT, "alice"), arn));
    assertThat(keys("PutUserPolicy", "UserName", "alice"))
        .containsExactly(Map.entry("iam:PermissionsBoundary", arn));
    assertThat(keys("PutUserPolicy", "UserName", "alice", "PermissionsBoundary", "another"))
        .containsExactly(Map.entry("iam:PermissionsBoundary", arn));
    assertThat(keys("PutUserPermissionsBoundary", "UserName", "alice")).isEmpty();
    assertThat(keys("CreateUser", "UserName", "alice")).isEmpty();
    assertThat(keys("PutUserPolicy", "UserName", "nobody")).isEmpty();
  }

  private Map<String, String> keys(String action, String... fields) {
    return resolver.keys(
        installation.input(installation.root(), action, fields), Resource.none(ACCOUNT));
  }

  @Test
  void theTagsAreTheStoredUsersOwn() throws Exception {
    assertThat(tags(installation.root(), "DeleteUser", "UserName", "alice"))
        .containsExactly(Map.entry("team", "red"));
    assertThat(tags(installation.as(alice), "GetUser")).containsExactly(Map.entry("team", "red"));
    assertThat(tags(installation.root(), "CreateUser", "UserName", "alice")).isEmpty();
    assertThat(tags(installation.root(), "GetUser")).isEmpty();
    assertThat(tags(installation.root(), "GetUser", "UserName", "bob")).isEmpty();
  }

  private Map<String, String> tags(AuthenticatedPrincipal caller, String action, String... fields)
      throws RejectedRequestException {
    RequestMapper.Input input = installation.input(caller, action, fields);
    return resolver.tags(input, resolver.resolve(input));
  }
}
