package io.ostiary.depot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.depot.store.Bucket;
import io.ostiary.depot.store.BucketAttributes;
import io.ostiary.depot.store.ObjectAttributes;
import io.ostiary.depot.store.ObjectStore;
import io.ostiary.depot.store.ReceivedBody;
import io.ostiary.depot.store.WriteCondition;
import io.ostiary.filter.mapping.ResourceAttributes;
import io.ostiary.policy.acl.AccessControlList;
import io.ostiary.policy.acl.CannedAcl;
import io.ostiary.policy.acl.Grantee;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredAttributesTest {
  private static final Map<String, String> TAGS = Map.of("team", "a");

  @Test
  void ostiaryFindsItAndLearnsTheTagsOfObjects(@TempDir Path data) throws IOException {
    ResourceAttributes attributes =
        ServiceLoader.load(ResourceAttributes.class).findFirst().orElseThrow();
    assertThat(attributes.tags("arn:aws:s3:::box/k")).isEmpty();
    try (ObjectStore store = ObjectStore.open(data, InstantSource.system(), new Random(1))) {
      OpenDepot.opened(store);
      Bucket box = store.create("box", BucketAttributes.at(""), () -> {});
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

  @Test
  void ostiaryLearnsTheListsOfBucketsThatTakeThem(@TempDir Path data) throws IOException {
    Grantee.CanonicalUser owner = new Grantee.CanonicalUser(IdsInMemory.OWN);
    AccessControlList list = CannedAcl.PUBLIC_READ.list(owner, owner);
    ResourceAttributes attributes = new StoredAttributes();
    assertThat(attributes.accessControlList("arn:aws:s3:::box")).isEmpty();
    for (boolean again : new boolean[] {false, true}) {
      try (ObjectStore store = ObjectStore.open(data, InstantSource.system(), new Random(1))) {
        OpenDepot.opened(store);
        for (String name : again ? List.<String>of() : List.of("box", "shut")) {
          BucketAttributes own = new BucketAttributes("", name.equals("box"), Optional.of(list));
          Bucket bucket = store.create(name, own, () -> {});
          try (ReceivedBody body = bucket.receive(InputStream.nullInputStream(), Set.of())) {
            bucket.put(
                "a/b:c",
                new ObjectAttributes(Map.of(), Map.of(), Map.of(), Optional.of(list)),
                body,
                null,
                WriteCondition.NONE);
          }
        }
        assertThat(attributes.accessControlList("arn:aws:s3:::box")).contains(list);
        assertThat(attributes.accessControlList("arn:aws:s3:::box/a/b:c")).contains(list);
        assertThat(attributes.accessControlList("arn:aws:s3:::box/none")).isEmpty();
        assertThat(attributes.accessControlList("arn:aws:s3:::none/k")).isEmpty();
        assertThat(attributes.accessControlList("arn:aws:s3:::shut")).isEmpty();
        assertThat(attributes.accessControlList("arn:aws:s3:::shut/a/b:c")).isEmpty();
      } finally {
        OpenDepot.closed();
      }
    }
  }
}
