package io.ostiary.cli.testing;

import io.ostiary.cli.simulation.CasePolicies;
import io.ostiary.cli.simulation.CaseReader;
import io.ostiary.cli.simulation.KnownKeys;
import io.ostiary.cli.simulation.Placed;
import io.ostiary.cli.simulation.PolicyShelf;
import io.ostiary.cli.simulation.SimulationCase;
import io.ostiary.cli.tree.Fields;
import io.ostiary.cli.tree.Node;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.Resource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of policy tests. What stands at its top holds for each of its tests unless the test says
 * otherwise; contexts add up, key by key.
 */
final class TestFile {
  /** How many questions one test may ask. */
  private static final int MAX_QUESTIONS = 10_000;

  private static final List<String> SHARED =
      List.of("principal", "account", "resourceAccount", "context");
  private static final List<String> FILE = members("$schema", "tests");
  private static final List<String> TEST = members("name", "action", "resource", "gated", "expect");

  private final Fields file;
  private final PolicyShelf shelf;
  private final PolicyFiles policies;
  private final KnownKeys keys;

  private TestFile(Fields file, PolicyShelf shelf, PolicyFiles policies) {
    this.file = file;
    this.shelf = shelf;
    this.policies = policies;
    this.keys = new KnownKeys().with(file.node("context"));
  }

  private static List<String> members(String... own) {
    List<String> members = new ArrayList<>(List.of(own));
    members.addAll(SHARED);
    members.addAll(CasePolicies.MEMBERS);
    return List.copyOf(members);
  }

  /**
   * Reads the tests of a file and compiles what they need.
   *
   * @param directory what names of policy files are relative to
   * @throws io.ostiary.cli.tree.MalformedException if anything in it is not as it should be
   */
  static List<PolicyTest> read(Node document, Path directory, PolicyShelf shelf) {
    Fields file = Fields.of(document, "a test file", FILE);
    Node tests = file.required("tests");
    TestFile reader = new TestFile(file, shelf, new PolicyFiles(directory));
    List<PolicyTest> read = new ArrayList<>();
    for (Node test : Fields.items(tests, "tests")) {
      read.add(reader.test(Fields.of(test, "a test", TEST)));
    }
    if (read.isEmpty()) {
      throw tests.place().refuse("`tests` is empty; write at least one test");
    }
    return read;
  }

  private PolicyTest test(Fields test) {
    Node.Text expect = test.requiredText("expect");
    Expectation expected = Placed.at(expect, () -> Expectation.parse(expect.value()));
    List<Node.Text> principals = texts(test, "principal", shared(test, "principal"));
    List<Node.Text> actions = texts(test, "action", test.node("action"));
    List<Node.Text> resources = texts(test, "resource", test.node("resource"));
    long questions = (long) principals.size() * actions.size() * resources.size();
    if (questions > MAX_QUESTIONS) {
      throw test.place()
          .refuse("this test asks " + questions + " questions; split it to " + MAX_QUESTIONS);
    }
    List<SimulationCase> asked = new ArrayList<>();
    for (Node.Text principal : principals) {
      for (Node.Text resource : resources) {
        CasePolicies bearing =
            Placed.at(
                resource,
                () ->
                    CasePolicies.of(
                        member -> policies(test, member),
                        resource.value(),
                        shelf,
                        policies::document));
        for (Node.Text action : actions) {
          asked.add(question(test, principal, action, resource, bearing));
        }
      }
    }
    return new PolicyTest(
        test.requiredText("name").value(), test.place(), expected, List.copyOf(asked));
  }

  private SimulationCase question(
      Fields test,
      Node.Text name,
      Node.Text actionName,
      Node.Text resourceName,
      CasePolicies bearing) {
    String account = account(test, "account", "");
    KnownKeys known = keys.with(test.node("context"));
    Principal principal =
        Placed.at(name, () -> known.principal(ShortPrincipal.full(name.value(), account)));
    Action action = Placed.at(actionName, () -> Action.parse(actionName.value()));
    String other = account.isEmpty() ? principal.accountId() : account;
    String owner = Placed.at(resourceName, () -> CaseReader.owner(resourceName.value(), other));
    Boolean gated = test.truth("gated");
    Resource resource =
        new Resource(
            resourceName.value(),
            account(test, "resourceAccount", owner),
            gated == null ? bearing.gates(action) : gated);
    return new SimulationCase(
        new AuthorizationRequest(principal, action, resource, known.context(principal, resource)),
        bearing.compiled());
  }

  private static List<Node.Text> texts(Fields test, String member, @Nullable Node node) {
    if (node == null) {
      throw test.place().refuse("a test lacks `" + member + "`; add it");
    }
    List<Node.Text> texts = Fields.texts(node, member);
    if (texts.isEmpty()) {
      throw node.place().refuse("`" + member + "` is empty; write at least one");
    }
    return texts;
  }

  /** An account of a test, or of its file. Bare digits are a number to JSON and YAML. */
  private String account(Fields test, String member, String otherwise) {
    Node node = shared(test, member);
    if (node == null) {
      return otherwise;
    }
    String text =
        node instanceof Node.Numeral numeral
            ? numeral.text()
            : Fields.texts(node, member).get(0).value();
    return Placed.at(node, () -> CaseReader.account(text));
  }

  /** A member of a test, or of its file if the test has none; null if the test says null. */
  private @Nullable Node shared(Fields test, String member) {
    return test.has(member) ? test.node(member) : file.node(member);
  }

  /** Policies likewise; where a list is due, one policy will do. */
  private @Nullable Node policies(Fields test, String member) {
    Node node = shared(test, member);
    boolean list = member.equals("identityPolicies") || member.equals("permissionBoundaryPolicies");
    return node == null || !list || node instanceof Node.Items
        ? node
        : new Node.Items(List.of(node), node.place());
  }
}
