package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.browser.Chromium;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;

/** People see Depot's pages in WildFly by a real browser: as much of it as policies allow them. */
class DepotSignInIT extends DepotInWildFly {
  private static final String PASSWORD = "Correct-Horse-7";

  @TempDir Path folder;
  private Chromium chromium;
  private String open;
  private String closed;
  private String user;

  @BeforeEach
  void start() throws Exception {
    if (!Chromium.isPresent()) {
      System.out.println("SKIPPED: `chromium` is not on the path; install it to run this test");
    }
    Assumptions.assumeTrue(Chromium.isPresent(), "`chromium` is not on the path; install it");
    open = fresh("open");
    closed = fresh("closed");
    user = fresh("lucy");
    depot.newBucket(open);
    depot.newObject(open, "letter", "all is well");
    depot.newBucket(closed);
    depot.newUser(user, mayRead(open));
    try (IamClient iam = depot.iam(depot.root())) {
      iam.createLoginProfile(request -> request.userName(user).password(PASSWORD));
    }
    chromium = Chromium.start(Files.createDirectories(folder.resolve("profile")));
  }

  @AfterEach
  void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  /** A policy that lets somebody see the list of buckets, and what is in one of them. */
  static String mayRead(String bucket) {
    return """
    {"Version": "2012-10-17", "Statement": [
     {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"},
     {"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"],
      "Resource": ["arn:aws:s3:::%1$s", "arn:aws:s3:::%1$s/*"]}]}
    """
        .formatted(bucket);
  }

  private String page(String path) {
    return "http://localhost:" + depot.endpoint().getPort() + path;
  }

  @Test
  void whoWantsAPageSignsInOnTheWayAndSeesWhatThePoliciesAllow() throws Exception {
    chromium.open(page("/ui/" + open));
    chromium.awaitText("User name");
    chromium.type("user", user);
    chromium.type("password", PASSWORD);
    chromium.press("Sign in");

    chromium.awaitText("letter");
    assertThat(chromium.eval("location.pathname")).isEqualTo("/ui/" + open);
    assertThat(chromium.eval("document.cookie")).as("what scripts see of cookies").isEmpty();
    chromium.photograph("depot");

    chromium.open(page("/ui/" + closed));
    chromium.awaitText("AccessDenied");
    assertThat(chromium.eval("document.body.innerText"))
        .contains("user/" + user, "s3:ListBucket", closed);

    chromium.open(page("/ui/" + open));
    chromium.awaitText("letter");
    chromium.press("Delete");
    chromium.awaitText("AccessDenied");

    chromium.open(page("/.ostiary/account"));
    chromium.awaitText("Sign out");
    chromium.press("Sign out");
    chromium.awaitText("User name");
    chromium.open(page("/ui/" + open));
    chromium.awaitText("User name");
  }
}
