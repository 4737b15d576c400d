package io.ostiary.endpoint.iam;

import static io.ostiary.endpoint.Installation.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.endpoint.Answer;
import io.ostiary.endpoint.Installation;
import io.ostiary.realm.directory.AddUserToGroup;
import io.ostiary.realm.directory.AttachPolicy;
import io.ostiary.realm.directory.CreateGroup;
import io.ostiary.realm.directory.CreatePolicy;
import io.ostiary.realm.directory.CreateRole;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.DirectoryCommand;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.PutInlinePolicy;
import io.ostiary.realm.directory.PutPermissionsBoundary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/**
 * SimulateCustomPolicy, SimulatePrincipalPolicy, GetContextKeysForCustomPolicy,
 * GetContextKeysForPrincipalPolicy: {@code simulations.json} and {@code refused-simulations.json}.
 */
class SimulationOperationsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALICE = "arn:aws:iam::" + ACCOUNT + ":user/dev/alice";
  private static final String DEVS = "arn:aws:iam::" + ACCOUNT + ":group/devs";

  @TempDir static Path directory;
  private static Installation installation;

  @BeforeAll
  static void open() {
    installation = new Installation(directory);
    execute(new CreateUser(ACCOUNT, "/dev/", "alice", Map.of("team", "red")));
    installation.user("/", "bob");
    execute(new CreateGroup(ACCOUNT, "/", "devs"));
    IdentityName alice = IdentityName.user(ACCOUNT, "alice");
    execute(
        new PutInlinePolicy(
            alice,
            "Read",
            policy(allow("s3:GetObject", "arn:aws:s3:::docs/${aws:PrincipalTag/team}/*"))));
    execute(
        new CreatePolicy(
            ACCOUNT,
            "/",
            "Lister",
            policy(
                allow("s3:List*", "*"),
                allow("s3:*", "arn:aws:s3:::secret/*").replace("Allow", "Deny"))));
    execute(new AttachPolicy(alice, "arn:aws:iam::" + ACCOUNT + ":policy/Lister"));
    execute(
        new PutInlinePolicy(
            IdentityName.group(ACCOUNT, "devs"), "Queues", policy(allow("sqs:*", "*"))));
    for (String member : List.of("carol", "dave")) {
      installation.user("/", member);
      execute(new AddUserToGroup(ACCOUNT, "devs", member));
    }
    execute(
        new PutPermissionsBoundary(
            IdentityName.user(ACCOUNT, "carol"), "arn:aws:iam::" + ACCOUNT + ":policy/Lister"));
    role("app", ACCOUNT, "");
    execute(
        new PutInlinePolicy(
            IdentityName.role(ACCOUNT, "app"), "Assume", policy(allow("sts:AssumeRole", "*"))));
    role("for-alice", ALICE, "");
    role("for-bob", "arn:aws:iam::" + ACCOUNT + ":user/bob", "");
    role("for-all", ACCOUNT, ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"42\"}}");
  }

  @AfterAll
  static void close() {
    installation.close();
  }

  private static void execute(DirectoryCommand<?> command) {
    installation.directory().execute(command);
  }

  private static void role(String name, String trusted, String condition) {
    String trust =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
            + trusted
            + "\"},\"Action\":\"sts:AssumeRole\""
            + condition
            + "}]}";
    execute(new CreateRole(ACCOUNT, "/", name, trust, "", Duration.ofHours(1), Map.of()));
  }

  private static String policy(String... statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }

  private static String allow(String action, String resource) {
    return "{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"%s\"}"
        .formatted(action, resource);
  }

  static Stream<Arguments> simulations() throws IOException {
    return cases("simulations.json");
  }

  static Stream<Arguments> refusals() throws IOException {
    return cases("refused-simulations.json");
  }

  private static Stream<Arguments> cases(String table) throws IOException {
    try (InputStream in = SimulationOperationsTest.class.getResourceAsStream(table)) {
      JsonNode cases = JSON.readTree(Objects.requireNonNull(in));
      return StreamSupport.stream(cases.spliterator(), false)
          .map(one -> Arguments.of(one.get("name").asText(), one));
    }
  }

  private static Answer ask(JsonNode one) {
    List<String> fields = new ArrayList<>();
    one.get("form")
        .properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              fields.add(field.getKey());
              fields.add(value.isTextual() ? value.textValue() : value.toString());
            });
    return installation.iam(one.get("action").asText(), fields.toArray(String[]::new));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("simulations")
  void simulates(String name, JsonNode one) {
    Answer answer = ask(one).succeeds();

    Element result = Answer.children(answer.root()).get(0);
    assertThat(result.getLocalName()).isEqualTo(one.get("action").asText() + "Result");
    List<Element> members = Answer.children(only(result, "EvaluationResults"));
    assertThat(members).hasSameSizeAs(one.get("results"));
    for (int i = 0; i < members.size(); i++) {
      JsonNode expected = one.get("results").get(i);
      assertThat(read(members.get(i))).isEqualTo(complete(expected));
    }
    assertThat(only(result, "IsTruncated").getTextContent()).isEqualTo("false");
  }

  /** What a line of the table means by what it leaves out. */
  private static ObjectNode complete(JsonNode expected) {
    ObjectNode complete = expected.deepCopy();
    if (!complete.has("missing")) {
      complete.putArray("missing");
    }
    boolean named = !expected.get("resource").asText().equals("*");
    JsonNode inVain = complete.remove("inVain");
    if (named) {
      ObjectNode own = complete.deepCopy();
      own.remove("action");
      if (own.get("details").isEmpty()) {
        own.remove("details");
      }
      if (inVain != null) {
        own.set("matched", inVain);
      }
      complete.set("ofResource", own);
    }
    return complete;
  }

  private static ObjectNode read(Element member) {
    ObjectNode read = JSON.createObjectNode();
    for (Element element : Answer.children(member)) {
      String text = element.getTextContent();
      switch (element.getLocalName()) {
        case "EvalActionName" -> read.put("action", text);
        case "EvalResourceName" -> read.put("resource", text);
        case "EvalDecision", "EvalResourceDecision" -> read.put("decision", text);
        case "MatchedStatements" -> {
          ArrayNode matched = read.putArray("matched");
          Answer.children(element).forEach(one -> matched.add(statement(one)));
        }
        case "MissingContextValues" -> {
          ArrayNode missing = read.putArray("missing");
          Answer.children(element).forEach(one -> missing.add(one.getTextContent()));
        }
        case "PermissionsBoundaryDecisionDetail" ->
            read.put("boundary", Boolean.parseBoolean(text));
        case "EvalDecisionDetails" -> {
          ObjectNode details = read.putObject("details");
          for (Element entry : Answer.children(element)) {
            details.put(only(entry, "key").getTextContent(), only(entry, "value").getTextContent());
          }
        }
        case "ResourceSpecificResults" -> read.set("ofResource", read(only(element, "member")));
        default -> throw new AssertionError(element.getLocalName());
      }
    }
    return read;
  }

  private static String statement(Element statement) {
    return "%s, %s, %s-%s"
        .formatted(
            only(statement, "SourcePolicyId").getTextContent(),
            only(statement, "SourcePolicyType").getTextContent(),
            position(only(statement, "StartPosition")),
            position(only(statement, "EndPosition")));
  }

  private static String position(Element position) {
    return only(position, "Line").getTextContent()
        + ':'
        + only(position, "Column").getTextContent();
  }

  private static Element only(Element parent, String name) {
    List<Element> found =
        Answer.children(parent).stream().filter(one -> one.getLocalName().equals(name)).toList();
    assertThat(found).as(name).hasSize(1);
    return found.get(0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void refuses(String name, JsonNode one) {
    Answer answer = ask(one);

    assertThat(answer.status()).as(answer.body()).isEqualTo(one.get("status").asInt());
    assertThat(answer.text("Error/Code")).isEqualTo(one.get("code").asText());
    assertThat(answer.text("Error/Message")).contains(one.get("message").asText());
  }

  @Test
  void moreResultsComePageByPage() {
    List<String> seen = new ArrayList<>();
    String marker = "";
    do {
      List<String> fields = new ArrayList<>();
      fields.addAll(List.of("PolicyInputList.member.1", policy(allow("*", "*")), "MaxItems", "7"));
      for (int i = 1; i <= 12; i++) {
        fields.addAll(List.of("ActionNames.member." + i, "app:Action" + i));
      }
      for (int i = 1; i <= 3; i++) {
        fields.addAll(List.of("ResourceArns.member." + i, "arn:aws:app:::r" + i));
      }
      if (!marker.isEmpty()) {
        fields.addAll(List.of("Marker", marker));
      }
      Answer page =
          installation.iam("SimulateCustomPolicy", fields.toArray(String[]::new)).succeeds();
      String results = "SimulateCustomPolicyResult/EvaluationResults/member/";
      List<String> actions = page.texts(results + "EvalActionName");
      List<String> resources = page.texts(results + "EvalResourceName");
      assertThat(actions).hasSizeLessThanOrEqualTo(7);
      for (int i = 0; i < actions.size(); i++) {
        seen.add(actions.get(i) + " " + resources.get(i));
      }
      List<String> next = page.texts("SimulateCustomPolicyResult/Marker");
      marker = next.isEmpty() ? "" : next.get(0);
    } while (!marker.isEmpty());

    List<String> all = new ArrayList<>();
    for (int action = 1; action <= 12; action++) {
      for (int resource = 1; resource <= 3; resource++) {
        all.add("app:Action" + action + " arn:aws:app:::r" + resource);
      }
    }
    assertThat(seen).isEqualTo(all);
  }

  @Test
  void aPageIsShorterTheMoreStatementsThereAreToLookAt() {
    String[] statements = new String[500];
    Arrays.fill(statements, "{\"Effect\":\"Deny\",\"Action\":\"a:b\",\"Resource\":\"*\"}");
    List<String> fields = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      fields.addAll(List.of("PolicyInputList.member." + i, policy(statements)));
    }
    for (int i = 1; i <= 200; i++) {
      fields.addAll(List.of("ActionNames.member." + i, "app:Action" + i));
    }
    fields.addAll(List.of("MaxItems", "1000"));

    Answer page =
        installation.iam("SimulateCustomPolicy", fields.toArray(String[]::new)).succeeds();

    assertThat(page.texts("SimulateCustomPolicyResult/EvaluationResults/member")).hasSize(99);
    assertThat(page.text("SimulateCustomPolicyResult/IsTruncated")).isEqualTo("true");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "GetContextKeysForCustomPolicy, '', 'aws:username aws:CurrentTime'",
    "GetContextKeysForPrincipalPolicy, "
        + ALICE
        + ", 'aws:PrincipalTag/team aws:username aws:CurrentTime'",
    "GetContextKeysForPrincipalPolicy, " + DEVS + ", 'aws:username aws:CurrentTime'",
  })
  void listsTheKeysThatPoliciesRead(String action, String source, String keys) {
    List<String> fields = new ArrayList<>();
    if (!source.isEmpty()) {
      fields.addAll(List.of("PolicySourceArn", source));
    }
    fields.addAll(
        List.of(
            "PolicyInputList.member.1",
            """
            {"Version": "2012-10-17", "Statement": {
              "Effect": "Allow", "Action": "dynamodb:*",
              "Resource": "arn:aws:dynamodb:us-west-2:123456789012:table/${AWS:username}",
              "Condition": {"DateGreaterThan": {"aws:currenttime": "2015-08-16T12:00:00Z"}}}}
            """));

    Answer answer = installation.iam(action, fields.toArray(String[]::new)).succeeds();

    assertThat(answer.texts(action + "Result/ContextKeyNames/member"))
        .containsExactly(keys.split(" ", -1));
  }
}
