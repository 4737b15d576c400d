package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * Paths that a server, a filter and an application could read in three ways, over a raw socket. The
 * callers may do everything in one bucket; none of them may reach the other one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PathTricksIT extends DepotInWildFly {
  private static final String SECRET = "the secret of the vault";

  /** In this order: what a PUT stores inside the open bucket, the DELETE takes away again. */
  private static final String[] METHODS = {"GET", "HEAD", "PUT", "DELETE", "POST"};

  private final String open = fresh("open");
  private final String vault = fresh("vault");

  /** What there is; no request of this class may change it for good. */
  private Set<String> before = Set.of();

  private AwsCredentials keeper;

  @BeforeAll
  void makeAnOpenBucketAndAVault() {
    depot.newBucket(open);
    depot.newObject(open, "note.txt", "open to all");
    depot.newBucket(vault);
    depot.newObject(vault, "secret.txt", SECRET);
    String policy =
        """
        {"Version": "2012-10-17",
         "Statement": {"Effect": "Allow", %s "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"],
                       "Resource": ["arn:aws:s3:::%s", "arn:aws:s3:::%s/*"]}}
        """;
    depot.putBucketPolicy(open, policy.formatted("\"Principal\": \"*\",", open, open));
    keeper = depot.newUser(fresh("keeper"), policy.formatted("", open, open));
    before = depot.objects();
  }

  @Test
  void theOpenBucketIsOpenIndeed() throws Exception {
    assertThat(RawRequest.of("GET", "/" + open + "/note.txt").send(depot.endpoint()).body())
        .contains("open to all");
    assertThat(honest().send(depot.endpoint()).status()).isEqualTo(200);
    RawRequest put = RawRequest.of("PUT", "/" + open + "/new.txt").body("x");
    assertThat(put.send(depot.endpoint()).status()).isEqualTo(200);
    assertThat(depot.objects()).isNotEqualTo(before);
    assertThat(put.method("DELETE").body("").send(depot.endpoint()).status()).isEqualTo(204);
    assertThat(depot.objects()).isEqualTo(before);
  }

  /**
   * @param verdict {@code refused} by Ostiary with a 4xx, or the connection closed; {@code server}:
   *     WildFly itself fails on it, before any filter, with a 500; {@code inside}: a legal key of
   *     the open bucket, whose characters mean nothing
   */
  @ParameterizedTest(name = "{0}: {2}")
  @CsvFileSource(resources = "/path-tricks.csv", delimiter = '|', numLinesToSkip = 1)
  void aTrickReachesNothing(String what, String verdict, String template) throws Exception {
    String target = target(template);
    for (String method : METHODS) {
      assertHarmless(RawRequest.of(method, target).body("PUT".equals(method) ? "x" : ""), verdict);
    }
    if (!"inside".equals(verdict)) {
      assertHarmless(honest().target(target), verdict);
    }
    assertThat(depot.objects()).as(target).isEqualTo(before);
  }

  private RawRequest honest() {
    return Signer.of(depot, keeper, "s3").sign("GET", "/" + open + "/note.txt", "");
  }

  private void assertHarmless(RawRequest request, String verdict) throws Exception {
    RawAnswer answer = request.send(depot.endpoint());
    assertThat(answer.body()).doesNotContain(SECRET).doesNotContain("open to all");
    int status = answer.status();
    boolean expected =
        switch (verdict) {
          case "refused" -> status == 0 || (status >= 400 && status < 500);
          case "server" -> status == 500 || (status >= 400 && status < 500);
          case "inside" -> true;
          default -> throw new IllegalArgumentException("no verdict: " + verdict);
        };
    assertThat(expected)
        .as("%s %s answered %s", request.method(), request.target(), answer)
        .isTrue();
  }

  /** Fills in the buckets' names and the bytes written as {@code \xNN}. */
  private String target(String template) {
    String text = template.replace("{open}", open).replace("{vault}", vault);
    StringBuilder target = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("\\x", i)) {
        target.append((char) Integer.parseInt(text.substring(i + 2, i + 4), 16));
        i += 3;
      } else {
        target.append(text.charAt(i));
      }
    }
    return target.toString();
  }
}
