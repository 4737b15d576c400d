package io.ostiary.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's commands about a denial, pasted as they stand there, with the output it promises.
 */
class ReadmeDenialIT extends DepotInWildFly {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String PROMPT = "$ ";

  @TempDir Path directory;

  /** A command of a console block, and the lines that it should print. */
  private record Step(String command, List<String> printed) {}

  @Test
  void aDenialIsExplainedAsPasted() throws Exception {
    Program.assumePresent("aws");
    Path key = directory.resolve("credentials");
    Files.copy(Path.of(System.getProperty("ostiary.data"), "credentials"), key);
    Map<String, String> environment = new HashMap<>(AwsCli.environment(directory, depot));
    environment.put("AWS_DEFAULT_REGION", "us-east-1");
    Program bash = new Program(directory, environment);
    StringBuilder before = new StringBuilder("shopt -s expand_aliases\ncd " + ROOT + '\n');
    List<Step> steps = steps();
    assertThat(steps).extracting(Step::command).anyMatch(step -> step.contains("explain latest"));
    try {
      for (Step step : steps) {
        if (step.command().startsWith("alias ")) {
          before.append(step.command()).append('\n');
          continue;
        }
        Program.Outcome outcome = bash.run("bash", "-c", before + step.command());
        String printed = outcome.out() + outcome.err();
        for (String line : step.printed()) {
          assertThat(words(printed)).as(outcome.toString()).contains(words(line));
        }
      }
    } finally {
      bash.run(
              "aws",
              "iam",
              "delete-user-policy",
              "--user-name",
              "lucy",
              "--policy-name",
              "no-new-buckets")
          .succeeds();
    }
  }

  /** The blocks from the one that forbids to the one that asks why. */
  private List<Step> steps() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    int from = readme.indexOf("Now forbid it");
    int to = readme.indexOf("**Test it**");
    assertThat(from).isPositive().isLessThan(to);
    List<Step> steps = new ArrayList<>();
    boolean inBlock = false;
    boolean continued = false;
    for (String line : readme.substring(from, to).lines().toList()) {
      if (line.startsWith("```")) {
        inBlock = line.equals("```console");
        continued = false;
      } else if (inBlock && line.startsWith(PROMPT)) {
        steps.add(new Step(line.substring(PROMPT.length()), new ArrayList<>()));
        continued = isOpen(line);
      } else if (inBlock && continued) {
        Step last = steps.remove(steps.size() - 1);
        steps.add(new Step(last.command() + '\n' + line, last.printed()));
        continued = !isOpen(line);
      } else if (inBlock) {
        steps.get(steps.size() - 1).printed().add(line);
      }
    }
    return steps;
  }

  /** Whether a quotation begins, or ends, on a line and does not end, or begin, there. */
  private static boolean isOpen(String line) {
    return line.chars().filter(c -> c == '\'').count() % 2 == 1;
  }

  /** As words, since the README breaks long lines, and its account is an example. */
  private String words(String text) {
    return String.join(" ", text.strip().split("\\s+", -1))
        .replace("123456789012", depot.accountId());
  }
}
