package io.ostiary.depot.store;

import io.ostiary.policy.acl.AccessControlList;
import io.ostiary.policy.acl.Grant;
import io.ostiary.policy.acl.Grantee;
import io.ostiary.policy.acl.Group;
import io.ostiary.policy.acl.Permission;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Access-control lists as JSON: accounts by canonical user id, groups by URI. */
final class StoredAcl {
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final String MEMBER = "acl";

  private StoredAcl() {}

  static void add(JsonObjectBuilder json, Optional<AccessControlList> acl) {
    if (acl.isPresent()) {
      JsonArrayBuilder grants = JSON.createArrayBuilder();
      for (Grant grant : acl.get().grants()) {
        grants.add(
            JSON.createObjectBuilder()
                .add("grantee", text(grant.grantee()))
                .add("permission", grant.permission().name()));
      }
      json.add(
          MEMBER,
          JSON.createObjectBuilder().add("owner", text(acl.get().owner())).add("grants", grants));
    }
  }

  private static String text(Grantee grantee) {
    if (grantee instanceof Group group) {
      return group.uri();
    }
    return grantee instanceof Grantee.CanonicalUser user
        ? user.id()
        : ((Grantee.Account) grantee).accountId();
  }

  static Optional<AccessControlList> read(JsonObject json) {
    if (!json.containsKey(MEMBER)) {
      return Optional.empty();
    }
    JsonObject acl = json.getJsonObject(MEMBER);
    List<Grant> grants = new ArrayList<>();
    for (JsonObject grant : acl.getJsonArray("grants").getValuesAs(JsonObject.class)) {
      String grantee = grant.getString("grantee");
      grants.add(
          new Grant(
              grantee.indexOf(':') < 0 ? new Grantee.CanonicalUser(grantee) : Group.parse(grantee),
              Permission.parse(grant.getString("permission"))));
    }
    return Optional.of(
        new AccessControlList(new Grantee.CanonicalUser(acl.getString("owner")), grants));
  }
}
