package io.ostiary.endpoint.sts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ostiary.endpoint.Answer;
import io.ostiary.endpoint.Installation;
import io.ostiary.endpoint.query.BrokenRules;
import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Markers;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field of every operation of STS, broken in every way that its own rule can be broken; the
 * ways follow from what the operations declare. What fields say together is in {@code
 * refusals.json}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErrorTableTest {
  private static final String ROLE = "arn:aws:iam::" + Installation.ACCOUNT + ":role/deploy";
  private static final Map<String, Map<String, String>> GOOD =
      Map.of(
          "AssumeRole",
          Map.of(
              "RoleArn", ROLE,
              "RoleSessionName", "s1",
              "SerialNumber", "arn:aws:iam::111122223333:mfa/lucy",
              "TokenCode", "123456"),
          "AssumeRoleWithWebIdentity",
          Map.of("RoleArn", ROLE, "RoleSessionName", "s1", "WebIdentityToken", "a.b.c"),
          "AssumeRoleWithSAML",
          Map.of("RoleArn", ROLE, "PrincipalArn", ROLE, "SAMLAssertion", "PHg+"),
          "GetSessionToken",
          Map.of("SerialNumber", "arn:aws:iam::111122223333:mfa/lucy", "TokenCode", "123456"),
          "GetFederationToken",
          Map.of("Name", "bob"),
          "GetAccessKeyInfo",
          Map.of("AccessKeyId", "AKIAIOSFODNN7EXAMPLE"),
          "DecodeAuthorizationMessage",
          Map.of("EncodedMessage", "x"),
          "GetWebIdentityToken",
          Map.of("Audience.member.1", "https://a", "SigningAlgorithm", "ES384"),
          "GetCallerIdentity",
          Map.of());

  private final Installation installation;
  private final AuthenticatedPrincipal lucy;

  ErrorTableTest(@TempDir Path directory) {
    installation = new Installation(directory);
    installation.user("/", "lucy");
    installation
        .iam(
            "CreateRole",
            "RoleName",
            "deploy",
            "AssumeRolePolicyDocument",
            ("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":"
                    + "[\"sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity\"],"
                    + "\"Principal\":{\"AWS\":\"arn:aws:iam::%s:user/lucy\"}}}")
                .formatted(Installation.ACCOUNT))
        .succeeds();
    lucy = installation.signedBy("lucy");
  }

  @AfterAll
  void close() {
    installation.close();
  }

  Stream<Arguments> broken() {
    Call call = new Call(lucy, Map.of(), installation.directory(), new Markers(new byte[32]));
    return installation.sts().operations().stream()
        .flatMap(
            operation ->
                BrokenRules.of(operation, call, form(operation)).stream()
                    .map(
                        rule ->
                            Arguments.of(
                                operation.name() + ": " + rule.name(), operation.name(), rule)));
  }

  private static Map<String, String> form(Operation operation) {
    assertThat(GOOD).containsKey(operation.name());
    return GOOD.getOrDefault(operation.name(), Map.of());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void isRefusedInAwssWordsAndChangesNothing(String name, String action, BrokenRules broken) {
    List<String> form = new ArrayList<>();
    broken.form().forEach((field, value) -> form.addAll(List.of(field, value)));
    long revision = installation.directory().snapshot().revision();
    Answer answer = installation.sts(lucy, action, form.toArray(String[]::new));
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.text("Error/Code")).isEqualTo("ValidationError");
    assertThat(answer.text("Error/Message")).isEqualTo(broken.message());
    assertThat(installation.directory().snapshot().revision()).isEqualTo(revision);
  }

  static Stream<Arguments> refusals() throws IOException {
    try (InputStream in = ErrorTableTest.class.getResourceAsStream("refusals.json")) {
      JsonNode rows = new ObjectMapper().readTree(Objects.requireNonNull(in));
      return StreamSupport.stream(rows.spliterator(), false)
          .map(
              row ->
                  Arguments.of(
                      row.path("name").asText(),
                      row.path("action").asText(),
                      row.path("with"),
                      row.path("code").asText("ValidationError"),
                      row.path("status").asInt(400),
                      row.path("message").asText()));
    }
  }

  /** {@code with} replaces fields of a request that is right; null takes one away. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void refuses(String name, String action, JsonNode with, String code, int status, String message) {
    Map<String, String> fields = new TreeMap<>(right(action));
    with.properties()
        .forEach(
            field -> {
              if (field.getValue().isNull()) {
                fields.remove(field.getKey());
              } else {
                fields.put(field.getKey(), repeated(field.getValue()));
              }
            });
    List<String> form = new ArrayList<>();
    fields.forEach((key, value) -> form.addAll(List.of(key, value)));
    long revision = installation.directory().snapshot().revision();
    Answer answer = installation.sts(lucy, action, form.toArray(String[]::new));
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.text("Error/Code")).isEqualTo(code);
    assertThat(answer.text("Error/Message")).isEqualTo(message);
    assertThat(installation.directory().snapshot().revision()).isEqualTo(revision);
  }

  private static String repeated(JsonNode value) {
    return value.isTextual()
        ? value.asText()
        : value.path("text").asText().repeat(value.path("times").asInt());
  }

  private static Map<String, String> right(String action) {
    return switch (action) {
      case "AssumeRole" -> Map.of("RoleArn", ROLE, "RoleSessionName", "s1");
      case "GetFederationToken" -> Map.of("Name", "bob");
      case "AssumeRoleWithWebIdentity" ->
          Map.of("RoleArn", ROLE, "RoleSessionName", "s1", "WebIdentityToken", "a.b.c");
      case "AssumeRoleWithSAML" ->
          Map.of(
              "RoleArn",
              ROLE,
              "PrincipalArn",
              "arn:aws:iam::" + Installation.ACCOUNT + ":saml-provider/idp",
              "SAMLAssertion",
              "PHg+");
      default -> Map.of();
    };
  }
}
