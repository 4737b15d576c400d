package io.ostiary.realm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.realm.directory.CreateAccessKey;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.NewAccessKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsStayInsideTest {
  @TempDir Path temporary;

  @Test
  void noFileOfTheRealmHoldsASecretInClear() throws IOException {
    Path data = temporary.resolve("data");
    NewAccessKey key;
    try (Realm realm = Realms.open(data)) {
      realm.directory().execute(new CreateUser(Realms.ACCOUNT, "/", "canary-user", Map.of()));
      key = realm.directory().execute(new CreateAccessKey(Realms.ACCOUNT, "canary-user"));
      assertNoSecretIn(data, key.revealSecret());
    }
    assertNoSecretIn(data, key.revealSecret());
    assertThat(key.toString()).isEqualTo("NewAccessKey(" + key.key().id() + ")");
    assertThat(Realms.settings(data).toString()).doesNotContain(Realms.ROOT_SECRET);
  }

  private static void assertNoSecretIn(Path data, String secret) throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      List<Path> all = files.toList();
      assertThat(all).isNotEmpty();
      boolean sawTheDatabase = false;
      for (Path file : all) {
        // Bytes to characters one to one, so that any encoding of ASCII shows.
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        sawTheDatabase |= content.contains("canary-user");
        assertThat(content)
            .as(file.toString())
            .doesNotContain(secret, Realms.ROOT_SECRET)
            .doesNotContain(base64(secret), base64(Realms.ROOT_SECRET))
            .doesNotContain(hex(secret), hex(Realms.ROOT_SECRET));
      }
      assertThat(sawTheDatabase).as("the search finds what is there").isTrue();
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8))
        .substring(0, 20);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
