package io.ostiary.depot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.depot.store.Bucket;
import io.ostiary.depot.store.ObjectAttributes;
import io.ostiary.depot.store.ObjectStore;
import io.ostiary.depot.store.ReceivedBody;
import io.ostiary.depot.store.WriteCondition;
import io.ostiary.filter.mapping.ResourceAttributes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectTagsTest {
  private static final Map<String, String> TAGS = Map.of("team", "a");

  @Test
  void ostiaryFindsItAndLearnsTheTagsOfObjects(@TempDir Path data) throws IOException {
    ResourceAttributes attributes =
        ServiceLoader.load(ResourceAttributes.class).findFirst().orElseThrow();
    assertThat(attributes.tags("arn:aws:s3:::box/k")).isEmpty();
    try (ObjectStore store = ObjectStore.open(data, InstantSource.system(), new Random(1))) {
      OpenDepot.opened(store);
      Bucket box = store.create("box", "", () -> {});
      try (ReceivedBody body = box.receive(InputStream.nullInputStream(), Set.of())) {
        ObjectAttributes tagged = new ObjectAttributes(Map.of(), Map.of(), TAGS);
        box.put("a/b:c", tagged, body, null, WriteCondition.NONE);
      }
      assertThat(attributes.tags("arn:aws:s3:::box/a/b:c")).isEqualTo(TAGS);
      assertThat(attributes.tags("arn:other:s3:::box/a/b:c")).isEqualTo(TAGS);
      assertThat(attributes.tags("arn:aws:s3:::box/none")).isEmpty();
      assertThat(attributes.tags("arn:aws:s3:::none/k")).isEmpty();
      assertThat(attributes.tags("arn:aws:s3:::box")).isEmpty();
      assertThat(attributes.tags("arn:aws:iam::1:user/a")).isEmpty();
      assertThat(attributes.owner("arn:aws:s3:::box")).isEmpty();
    } finally {
      OpenDepot.closed();
    }
  }
}
