package io.ostiary.endpoint.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.endpoint.Installation;
import io.ostiary.endpoint.query.Markers;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.QueryService;
import io.ostiary.filter.Fault;
import io.ostiary.filter.mapping.RequestMapper;
import io.ostiary.policy.service.Access;
import io.ostiary.policy.service.ErrorShape;
import io.ostiary.policy.service.RequiredAction;
import io.ostiary.policy.service.ResourceType;
import io.ostiary.policy.service.ServiceDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The IAM service as a whole: what is defined is what is served. */
class IamEndpointTest {
  /** What some operations need, or may need, that nobody calls. */
  private static final Map<String, String> BESIDES =
      Map.of(
          "AddRoleToInstanceProfile", "PassRole",
          "CreateOpenIDConnectProvider", "ConfigureOpenIDConnectProvider",
          "TagOpenIDConnectProvider", "ConfigureOpenIDConnectProvider",
          "UntagOpenIDConnectProvider", "ConfigureOpenIDConnectProvider",
          "CreateSAMLProvider", "ConfigureSAMLProvider",
          "TagSAMLProvider", "ConfigureSAMLProvider",
          "UntagSAMLProvider", "ConfigureSAMLProvider");

  private static final ServiceDefinition DEFINITION = IamEndpoint.definition();

  @TempDir static Path directory;
  private static Installation installation;

  @BeforeAll
  static void open() {
    installation = new Installation(directory);
  }

  @AfterAll
  static void close() {
    installation.close();
  }

  @Test
  void everyOperationHasItsActionAndItsRoute() {
    List<String> operations =
        installation.iam().operations().stream().map(Operation::name).toList();
    assertThat(DEFINITION.actions().keySet())
        .containsAll(operations)
        .containsAll(BESIDES.values())
        .hasSize(operations.size() + Set.copyOf(BESIDES.values()).size());
    assertThat(DEFINITION.routes())
        .extracting(route -> route.queryAction().orElseThrow())
        .containsExactlyInAnyOrderElementsOf(operations);
  }

  @Test
  void everyRouteAsksForItsOwnActionAndForASignature() {
    assertThat(DEFINITION.routes())
        .allSatisfy(
            route -> {
              List<String> actions =
                  route.authorize().stream().map(RequiredAction::action).toList();
              String own = route.queryAction().orElseThrow();
              String besides = BESIDES.get(own);
              assertThat(actions).isEqualTo(besides == null ? List.of(own) : List.of(own, besides));
              assertThat(route.access()).isEqualTo(Set.of(Access.SIGNED));
              assertThat(route.decidedByEndpoint()).isFalse();
            });
  }

  @Test
  void everyResolverIsThere() {
    assertThat(DEFINITION.resources().values())
        .extracting(ResourceType::resolver)
        .allSatisfy(
            resolver -> assertThat(IamEndpoint.resolvers()).containsKey(resolver.orElseThrow()));
  }

  @Test
  void itIsIamOfTheYear2010() {
    assertThat(DEFINITION.service()).isEqualTo("iam");
    assertThat(DEFINITION.signingNames()).containsExactly("iam");
    assertThat(DEFINITION.queryVersion()).contains("2010-05-08");
    assertThat(DEFINITION.errors()).isEqualTo(ErrorShape.QUERY);
    assertThat(DEFINITION.pathAsSent()).isFalse();
  }

  @Test
  void onlyTheOperationThatWasAuthorizedIsCarriedOut() {
    installation.user("/", "alice");
    installation
        .call(
            DEFINITION,
            "GetUser",
            installation.root(),
            Installation.form("DeleteUser", "UserName", "alice"))
        .isError(
            400, "InvalidAction", "Could not find operation DeleteUser for version 2010-05-08");
    assertThat(installation.directory().snapshot().user(Installation.ACCOUNT, "alice")).isPresent();
  }

  @Test
  void whatNoQuestionCanBeMadeOfIsExplainedInAwsWords() {
    RequestMapper.Input input =
        installation.input(installation.root(), "AttachUserPolicy", "UserName", "alice");
    assertThat(installation.iam().fault(input.match(), input.form(), input.caller()))
        .contains(
            new Fault(
                400,
                "ValidationError",
                "1 validation error detected: Value null at 'policyArn' failed to satisfy"
                    + " constraint: Member must not be null"));
    RequestMapper.Input sound =
        installation.input(installation.root(), "GetUser", "UserName", "nobody");
    assertThat(installation.iam().fault(sound.match(), sound.form(), sound.caller())).isEmpty();
  }

  @Test
  void anOperationIsThereOnce() {
    Operation first = installation.iam().operations().get(0);
    assertThatThrownBy(
            () ->
                new QueryService(
                    "iam",
                    "2010-05-08",
                    List.of(first, first),
                    installation.directory(),
                    new Markers(new byte[32])))
        .hasMessageContaining("CreateUser");
  }
}
