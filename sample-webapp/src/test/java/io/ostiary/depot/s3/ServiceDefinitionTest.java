package io.ostiary.depot.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.depot.IdsInMemory;
import io.ostiary.depot.PoliciesInMemory;
import io.ostiary.depot.store.ObjectStore;
import io.ostiary.filter.mapping.Router;
import io.ostiary.filter.mapping.RouterSettings;
import io.ostiary.policy.service.Access;
import io.ostiary.policy.service.Route;
import io.ostiary.policy.service.ServiceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Ostiary is told of Depot agrees with what Depot does. */
class ServiceDefinitionTest {
  private static final Path FILE = Path.of("src/main/webapp/WEB-INF/ostiary/s3.service.json");

  private static ServiceDefinition definition() throws IOException {
    return ServiceDefinition.parse(FILE.toString(), Files.readString(FILE));
  }

  @Test
  void noTwoRoutesCouldTakeOneRequest() throws IOException {
    RouterSettings settings =
        new RouterSettings(Set.of("*"), Duration.ofMinutes(5), RouterSettings.WEEK);
    assertThat(new Router(List.of(definition()), settings)).isNotNull();
  }

  @Test
  void everyOperationHasARouteAndEveryRouteAnOperation(@TempDir Path data) throws IOException {
    Set<String> routes =
        routes().stream()
            .flatMap(route -> route.methods().stream().map(method -> operation(method, route)))
            .collect(Collectors.toCollection(TreeSet::new));
    try (ObjectStore store = ObjectStore.open(data, InstantSource.system(), new Random(1))) {
      S3Protocol protocol =
          new S3Protocol(store, new PoliciesInMemory(), new IdsInMemory(), new BucketArn("aws"));
      assertThat(routes).isEqualTo(new TreeSet<>(protocol.operations()));
    }
  }

  @Test
  void whatTellsOperationsApartIsTheSameForBoth() throws IOException {
    assertThat(definition().selectors().query()).isEqualTo(SubResource.NAMES);
    assertThat(definition().selectors().headers())
        .containsExactlyInAnyOrder(
            S3Request.ACL, S3Request.COPY_SOURCE, S3Request.OWNERSHIP, S3Request.TAGGING);
  }

  @Test
  void whateverReadsAnotherObjectAsksForBoth() throws IOException {
    for (Route route : routes()) {
      boolean copies = route.select().headers().containsKey(S3Request.COPY_SOURCE);
      assertThat(actions(route).containsAll(List.of("PutObject", "GetObject")))
          .as(route.place().toString())
          .isEqualTo(copies);
    }
  }

  @Test
  void whateverBringsTagsAsksForTagging() throws IOException {
    Set<String> tagged = new TreeSet<>();
    for (Route route : routes()) {
      boolean tags = route.select().headers().containsKey(S3Request.TAGGING);
      assertThat(route.tags().isPresent()).as(route.place().toString()).isEqualTo(tags);
      if (tags) {
        assertThat(actions(route))
            .as(route.place().toString())
            .contains("PutObject", "PutObjectTagging");
        route.methods().forEach(method -> tagged.add(operation(method, route)));
      }
    }
    assertThat(tagged)
        .containsExactlyInAnyOrder("PUT object", "PUT object from copy", "POST object ?uploads");
  }

  @Test
  void tagsChangeWhichActionsAreAskedForAndNothingElse() throws IOException {
    for (Route route : routes()) {
      if (route.tags().isPresent()) {
        List<Route> alike =
            routes().stream()
                .filter(
                    other ->
                        other.tags().isEmpty()
                            && bringsAcl(other) == bringsAcl(route)
                            && sameRequests(other, route))
                .toList();
        assertThat(alike).as(route.place().toString()).hasSize(1);
        Route untagged = alike.get(0);
        assertThat(route.intake()).isEqualTo(untagged.intake());
        assertThat(route.context()).isEqualTo(untagged.context());
        assertThat(route.extract()).isEqualTo(untagged.extract());
        assertThat(route.authorize())
            .filteredOn(one -> !one.action().equals("PutObjectTagging"))
            .isEqualTo(untagged.authorize());
      }
    }
  }

  @Test
  void whateverBringsAnAclAsksForIt() throws IOException {
    Set<String> brought = new TreeSet<>();
    for (Route route : routes()) {
      String level = route.paths().get(0).segments().size() == 1 ? "Bucket" : "Object";
      boolean acl = bringsAcl(route) || route.select().query().containsKey("acl");
      boolean reads = route.methods().contains("GET");
      assertThat(actions(route).contains((reads ? "Get" : "Put") + level + "Acl"))
          .as(route.place().toString())
          .isEqualTo(acl);
      assertThat(route.context().containsKey("s3:x-amz-acl"))
          .as(route.place().toString())
          .isEqualTo(bringsAcl(route));
      if (bringsAcl(route)) {
        route.methods().forEach(method -> brought.add(operation(method, route)));
      }
    }
    assertThat(brought)
        .containsExactlyInAnyOrder(
            "PUT bucket",
            "PUT bucket ?acl",
            "PUT object",
            "PUT object ?acl",
            "PUT object from copy",
            "POST object ?uploads");
  }

  private static boolean bringsAcl(Route route) {
    return route.select().headers().containsKey(S3Request.ACL);
  }

  /** Whether two routes take the same requests, were it not for tags. */
  private static boolean sameRequests(Route one, Route other) {
    return one.methods().equals(other.methods())
        && one.methods().stream()
            .allMatch(method -> operation(method, one).equals(operation(method, other)));
  }

  /** Those of S3's protocol; the others are pages for people. */
  private static List<Route> routes() throws IOException {
    return definition().routes().stream()
        .filter(route -> !route.access().contains(Access.SESSION))
        .toList();
  }

  private static List<String> actions(Route route) {
    return route.authorize().stream().map(one -> one.action()).toList();
  }

  @Test
  void onlyObjectsBytesMayComeUnsigned() throws IOException {
    for (Route route : routes()) {
      assertThat(route.streamed())
          .as(route.place().toString())
          .isEqualTo(route.intake().payload().size() > 1);
    }
  }

  private static String operation(String method, Route route) {
    String level =
        List.of("service", "bucket", "object").get(route.paths().get(0).segments().size());
    StringBuilder name = new StringBuilder(method).append(' ').append(level);
    new TreeSet<>(route.select().query().keySet()).forEach(one -> name.append(" ?").append(one));
    if (route.select().headers().containsKey(S3Request.COPY_SOURCE)) {
      name.append(" from copy");
    }
    return name.toString();
  }
}
