package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.iam.waiters.IamWaiter;

/** IAM by the AWS SDK for Java: its paginators, its waiters, and its exceptions. */
class IamJavaSdkIT extends DepotInWildFly {
  private static final String ALLOW =
      """
      {"Version": "2012-10-17",
       "Statement": {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}}
      """;

  private IamClient iam;

  @BeforeEach
  void open() {
    iam = depot.iam(depot.root());
  }

  @AfterEach
  void close() {
    iam.close();
  }

  private String trust() {
    return """
        {"Version": "2012-10-17",
         "Statement": {"Effect": "Allow", "Principal": {"AWS": "%s"}, "Action": "sts:AssumeRole"}}
        """
        .formatted(depot.accountId());
  }

  @Test
  void pagesAndWaitsForUsers() {
    String path = "/" + fresh("sdk") + "/";
    for (String name : new String[] {"ann", "bob", "cy", "dee", "eve"}) {
      iam.createUser(
          request ->
              request
                  .userName(path.substring(1, path.length() - 1) + "-" + name)
                  .path(path)
                  .tags(Tag.builder().key("team").value("red").build()));
    }
    assertThat(iam.listUsersPaginator(request -> request.pathPrefix(path).maxItems(2)).users())
        .hasSize(5)
        .extracting(User::path)
        .containsOnly(path);
    try (IamWaiter waiter =
        IamWaiter.builder()
            .client(iam)
            .overrideConfiguration(settings -> settings.maxAttempts(2))
            .build()) {
      iam.listUsersPaginator(request -> request.pathPrefix(path))
          .users()
          .forEach(
              user -> {
                assertThat(
                        waiter
                            .waitUntilUserExists(request -> request.userName(user.userName()))
                            .matched()
                            .response())
                    .hasValueSatisfying(
                        found -> assertThat(found.user().userId()).isEqualTo(user.userId()));
                iam.deleteUser(request -> request.userName(user.userName()));
              });
    }
    assertThat(iam.listUsers(request -> request.pathPrefix(path)).users()).isEmpty();
  }

  @Test
  void aRoleComesBackAsItWasMade() {
    String name = fresh("sdk");
    Role made =
        iam.createRole(
                request ->
                    request
                        .roleName(name)
                        .assumeRolePolicyDocument(trust())
                        .maxSessionDuration(7200))
            .role();
    Role read = iam.getRole(request -> request.roleName(name)).role();
    assertThat(read.arn()).isEqualTo(made.arn());
    assertThat(URLDecoder.decode(read.assumeRolePolicyDocument(), StandardCharsets.UTF_8))
        .isEqualTo(trust());
    iam.updateRole(request -> request.roleName(name).description("ours"));
    iam.putRolePolicy(request -> request.roleName(name).policyName("look").policyDocument(ALLOW));
    assertThat(iam.listRolePolicies(request -> request.roleName(name)).policyNames())
        .containsExactly("look");
    assertThatExceptionOfType(DeleteConflictException.class)
        .isThrownBy(() -> iam.deleteRole(request -> request.roleName(name)));
    iam.deleteRolePolicy(request -> request.roleName(name).policyName("look"));
    iam.deleteRole(request -> request.roleName(name));
  }

  @Test
  void refusalsAreItsExceptions() {
    String name = fresh("sdk");
    iam.createUser(request -> request.userName(name));
    assertThatExceptionOfType(EntityAlreadyExistsException.class)
        .isThrownBy(() -> iam.createUser(request -> request.userName(name)));
    assertThatExceptionOfType(NoSuchEntityException.class)
        .isThrownBy(() -> iam.getUser(request -> request.userName(fresh("nobody"))));
    assertThatExceptionOfType(MalformedPolicyDocumentException.class)
        .isThrownBy(
            () ->
                iam.putUserPolicy(
                    request -> request.userName(name).policyName("p").policyDocument("{}")));
    iam.createAccessKey(request -> request.userName(name));
    iam.createAccessKey(request -> request.userName(name));
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> iam.createAccessKey(request -> request.userName(name)))
        .withMessageContaining("Cannot exceed quota for AccessKeysPerUser: 2");
    iam.listAccessKeysPaginator(request -> request.userName(name))
        .accessKeyMetadata()
        .forEach(
            key ->
                iam.deleteAccessKey(
                    request -> request.userName(name).accessKeyId(key.accessKeyId())));
    iam.deleteUser(request -> request.userName(name));
  }
}
