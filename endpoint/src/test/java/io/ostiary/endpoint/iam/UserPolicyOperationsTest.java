package io.ostiary.endpoint.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.endpoint.Answer;
import io.ostiary.endpoint.Installation;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PutUserPolicy, GetUserPolicy, ListUserPolicies, DeleteUserPolicy. */
class UserPolicyOperationsTest {
  private static final String POLICY =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\","
          + "\"Resource\":\"%s\"}}";

  @TempDir Path directory;
  private Installation installation;

  @BeforeEach
  void open() {
    installation = new Installation(directory);
    installation.user("/", "alice");
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private Answer put(String name, String document) {
    return installation.iam(
        "PutUserPolicy", "UserName", "alice", "PolicyName", name, "PolicyDocument", document);
  }

  private Answer get(String name) {
    return installation.iam("GetUserPolicy", "UserName", "alice", "PolicyName", name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:s3:::b/*",
        "arn:aws:s3:::b/a+b c%20d&<e>'~-._",
        "arn:aws:s3:::b/é/日本/😀/*",
        "arn:aws:s3:::b/${aws:username}/*"
      })
  void aDocumentComesBackByteForByte(String resource) {
    String document = "\r\n\t " + POLICY.formatted(resource).replace(",", " ,\r\n\t") + "\n  ";
    put("p", document).succeeds();
    String encoded = get("p").succeeds().text("GetUserPolicyResult/PolicyDocument");
    assertThat(encoded).matches("(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+");
    // A form's decoder reads RFC 3986 escapes alike, since a plus is escaped.
    assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8)).isEqualTo(document);
  }

  @Test
  void theAnswerHasTheNamesAsStored() {
    put("Read", POLICY.formatted("*")).succeeds();
    Answer answer =
        installation.iam("GetUserPolicy", "UserName", "ALICE", "PolicyName", "Read").succeeds();
    assertThat(answer.text("GetUserPolicyResult/UserName")).isEqualTo("alice");
    assertThat(answer.text("GetUserPolicyResult/PolicyName")).isEqualTo("Read");
  }

  @Test
  void aSecondPutReplacesTheFirst() {
    put("p", POLICY.formatted("*")).succeeds();
    put("p", POLICY.formatted("arn:aws:s3:::b/*")).succeeds();
    assertThat(get("p").text("GetUserPolicyResult/PolicyDocument")).contains("arn%3Aaws%3As3");
    assertThat(
            installation
                .iam("ListUserPolicies", "UserName", "alice")
                .texts("ListUserPoliciesResult/PolicyNames/member"))
        .containsExactly("p");
  }

  @Test
  void policiesAreListedByNamePageByPage() {
    for (String name : new String[] {"b", "C", "a"}) {
      put(name, POLICY.formatted("*")).succeeds();
    }
    Answer first = installation.iam("ListUserPolicies", "UserName", "alice", "MaxItems", "2");
    assertThat(first.texts("ListUserPoliciesResult/PolicyNames/member")).containsExactly("a", "b");
    Answer second =
        installation.iam(
            "ListUserPolicies",
            "UserName",
            "alice",
            "Marker",
            first.text("ListUserPoliciesResult/Marker"));
    assertThat(second.texts("ListUserPoliciesResult/PolicyNames/member")).containsExactly("C");
  }

  @Test
  void aDeletedPolicyIsNotFound() {
    put("p", POLICY.formatted("*")).succeeds();
    installation.iam("DeleteUserPolicy", "UserName", "alice", "PolicyName", "p").succeeds();
    get("p").isError(404, "NoSuchEntity", "The user policy with name p cannot be found.");
    Answer again = installation.iam("DeleteUserPolicy", "UserName", "alice", "PolicyName", "p");
    assertThat(again.status()).isEqualTo(404);
    assertThat(again.text("Error/Code")).isEqualTo("NoSuchEntity");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PutUserPolicy", "GetUserPolicy", "ListUserPolicies", "DeleteUserPolicy"})
  void anUnknownUserIsNotFound(String action) {
    String[] fields =
        switch (action) {
          case "PutUserPolicy" ->
              new String[] {
                "UserName", "nobody", "PolicyName", "p", "PolicyDocument", POLICY.formatted("*")
              };
          case "ListUserPolicies" -> new String[] {"UserName", "nobody"};
          default -> new String[] {"UserName", "nobody", "PolicyName", "p"};
        };
    Answer answer = installation.iam(action, fields);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text("Error/Code")).isEqualTo("NoSuchEntity");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{\"Statement\":[{\"Effect\":\"allow\"}]}"})
  void aMalformedDocumentIsNotStored(String document) {
    Answer answer = put("p", document);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("Error/Code")).isEqualTo("MalformedPolicyDocument");
    assertThat(get("p").status()).isEqualTo(404);
  }
}
