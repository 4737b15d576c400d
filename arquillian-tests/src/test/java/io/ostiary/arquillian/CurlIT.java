package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code curl --aws-sigv4}: a shell and nothing else. */
class CurlIT extends DepotInWildFly {
  /**
   * An upload of which curl before 8.0 cannot sign the body; Depot's object writes accept it so.
   */
  private static final String[] UNSIGNED = {"-H", "x-amz-content-sha256: UNSIGNED-PAYLOAD"};

  @TempDir Path directory;
  private Program program;

  @BeforeEach
  void findCurl() {
    Program.assumePresent("curl");
    program = new Program(directory, Map.of());
  }

  @Test
  void storesAndReadsAnObject() throws Exception {
    String bucket = "/" + fresh("bucket");
    Files.writeString(directory.resolve("note.txt"), "a note");

    assertThat(curl("s3", bucket, "-X", "PUT")).endsWith("200");
    assertThat(curl("s3", bucket + "/note.txt", "-T", "note.txt", UNSIGNED[0], UNSIGNED[1]))
        .endsWith("200");
    assertThat(curl("s3", bucket + "/note.txt")).isEqualTo("a note200");
    assertThat(curl("s3", bucket + "/form.txt", "-X", "PUT", "--data-binary", "@note.txt"))
        .endsWith("200");
    assertThat(curl("s3", bucket + "/form.txt", "-X", "DELETE")).endsWith("204");
    assertThat(curl("s3", bucket)).contains("<Key>note.txt</Key>").endsWith("200");
    assertThat(curl("s3", bucket + "/note.txt", "-X", "DELETE")).endsWith("204");
    assertThat(curl("s3", bucket, "-X", "DELETE")).endsWith("204");
  }

  @Test
  void asksStsWhoItIs() throws Exception {
    assertThat(curl("sts", "/", "--data", "Action=GetCallerIdentity&Version=2011-06-15"))
        .contains("<Arn>arn:aws:iam::" + depot.accountId() + ":root</Arn>")
        .endsWith("200");
  }

  @Test
  void makesAUser() throws Exception {
    String user = fresh("curly");
    assertThat(curl("iam", "/", "--data", "Action=CreateUser&Version=2010-05-08&UserName=" + user))
        .contains("<UserName>" + user + "</UserName>")
        .endsWith("200");
  }

  @Test
  void withoutSignatureItIsRefusedAndNothingIsMade() throws Exception {
    Set<String> before = depot.everything();
    String url = depot.endpoint() + "/" + fresh("bucket");

    assertThat(program.run("curl", "-sS", "-w", "%{http_code}", "-X", "PUT", url).succeeds().out())
        .contains("<Code>AccessDenied</Code>")
        .endsWith("403");
    assertThat(depot.everything()).isEqualTo(before);
  }

  private String curl(String service, String target, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "curl",
                "-sS",
                "-w",
                "%{http_code}",
                "--aws-sigv4",
                "aws:amz:us-east-1:" + service,
                "--user",
                depot.root().accessKeyId() + ":" + depot.root().secretAccessKey()));
    command.addAll(List.of(more));
    command.add(depot.endpoint() + target);
    return program.run(command).succeeds().out();
  }
}
