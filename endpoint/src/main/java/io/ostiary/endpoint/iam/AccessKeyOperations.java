package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Listing;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.filter.mapping.RequestMapper;
import io.ostiary.filter.mapping.ResourceResolver;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.directory.AccessKey;
import io.ostiary.realm.directory.CreateAccessKey;
import io.ostiary.realm.directory.CreateRootAccessKey;
import io.ostiary.realm.directory.DeleteAccessKey;
import io.ostiary.realm.directory.DeleteRootAccessKey;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.DirectoryCommand;
import io.ostiary.realm.directory.NewAccessKey;
import io.ostiary.realm.directory.UpdateAccessKey;
import io.ostiary.realm.directory.UpdateRootAccessKey;
import io.ostiary.realm.directory.User;
import io.ostiary.realm.store.OnceStore.LastUse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Access keys: what users sign with. */
final class AccessKeyOperations {
  private static final String ACTIVE = "Active";
  private static final String INACTIVE = "Inactive";

  /** Where and for what a key was used that never was. */
  private static final String NEVER = "N/A";

  /** A key with the name of its user; the root user has none. */
  private record Owned<K>(Optional<String> userName, K key) {}

  private record Used(Optional<String> userName, Optional<LastUse> last) {}

  /** Names the user whose key a request is about. */
  static final class Resolver implements ResourceResolver {

    @Override
    public Resource resolve(RequestMapper.Input input) {
      String account = input.caller().accountId();
      return owner(input)
          .map(user -> Resource.of(user.arn(), account))
          .orElseGet(() -> Resource.none(account));
    }

    @Override
    public Map<String, String> tags(RequestMapper.Input input, Resource resource) {
      return owner(input).map(User::tags).orElse(Map.of());
    }

    private static Optional<User> owner(RequestMapper.Input input) {
      Directory directory = input.caller().directory();
      return input
          .form()
          .value("AccessKeyId")
          .flatMap(id -> existing(id, input.caller().accountId(), directory))
          .flatMap(key -> directory.userById(key.ownerId()));
    }
  }

  static List<Operation> of(Surroundings surroundings) {
    LastUses uses = surroundings.lastUses();
    return List.of(
        Operation.of(
            "CreateAccessKey",
            Target::read,
            AccessKeyOperations::create,
            (xml, made) -> xml.element("AccessKey", inside -> newKey(inside, made))),
        Operation.list(
            "ListAccessKeys",
            Target::read,
            AccessKeyOperations::keys,
            new Listing<>(
                "AccessKeyMetadata",
                owned -> age(owned.key()),
                (xml, owned) -> key(xml, owned.userName(), owned.key()))),
        Operation.command("UpdateAccessKey", AccessKeyOperations::update),
        Operation.command("DeleteAccessKey", AccessKeyOperations::delete),
        Operation.of(
            "GetAccessKeyLastUsed",
            (in, call) -> in.text("AccessKeyId", Texts.ACCESS_KEY_ID),
            (id, call) -> new Used(ownerOf(id, call), uses.of(id)),
            AccessKeyOperations::used));
  }

  private AccessKeyOperations() {}

  /** The name of a key's user; none of the root user's key. */
  private static Optional<String> ownerOf(String id, Call call) {
    AccessKey key =
        existing(id, call.accountId(), call.directory())
            .orElseThrow(
                () -> Target.noSuchEntity("The Access Key with id " + id + " cannot be found."));
    return call.directory().userById(key.ownerId()).map(User::name);
  }

  /** Another account's key is none. */
  private static Optional<AccessKey> existing(String id, String accountId, Directory directory) {
    return directory.accessKey(id).filter(key -> key.accountId().equals(accountId));
  }

  private static void used(XmlWriter xml, Used used) {
    used.userName().ifPresent(name -> xml.element("UserName", name));
    xml.element(
        "AccessKeyLastUsed",
        inside -> {
          used.last().ifPresent(last -> inside.element("LastUsedDate", last.at()));
          inside
              .element("ServiceName", used.last().map(LastUse::service).orElse(NEVER))
              .element("Region", used.last().map(LastUse::region).orElse(NEVER));
        });
  }

  private static Owned<NewAccessKey> create(Target target, Call call) {
    if (target instanceof Target.Named named) {
      User user = Target.existing(named.userName(), call);
      return new Owned<>(
          Optional.of(user.name()),
          call.execute(new CreateAccessKey(call.accountId(), user.name())));
    }
    return new Owned<>(Optional.empty(), call.execute(new CreateRootAccessKey(call.accountId())));
  }

  private static List<Owned<AccessKey>> keys(Target target, Call call) {
    if (target instanceof Target.Named named) {
      User user = Target.existing(named.userName(), call);
      return owned(Optional.of(user.name()), call.directory().accessKeys(user));
    }
    return owned(Optional.empty(), call.directory().rootAccessKeys(call.accountId()));
  }

  private static List<Owned<AccessKey>> owned(Optional<String> userName, List<AccessKey> keys) {
    return keys.stream().map(key -> new Owned<>(userName, key)).toList();
  }

  private static DirectoryCommand<AccessKey> update(Parameters in, Call call) {
    String account = call.accountId();
    String id = in.text("AccessKeyId", Texts.ACCESS_KEY_ID);
    boolean active = in.word("Status", List.of(ACTIVE, INACTIVE)).equals(ACTIVE);
    return Target.read(in, call) instanceof Target.Named user
        ? new UpdateAccessKey(account, user.userName(), id, active)
        : new UpdateRootAccessKey(account, id, active);
  }

  private static DirectoryCommand<AccessKey> delete(Parameters in, Call call) {
    String id = in.text("AccessKeyId", Texts.ACCESS_KEY_ID);
    return Target.read(in, call) instanceof Target.Named user
        ? new DeleteAccessKey(call.accountId(), user.userName(), id)
        : new DeleteRootAccessKey(call.accountId(), id);
  }

  private static void newKey(XmlWriter xml, Owned<NewAccessKey> made) {
    key(xml, made.userName(), made.key().key());
    xml.element("SecretAccessKey", made.key().revealSecret());
  }

  private static void key(XmlWriter xml, Optional<String> userName, AccessKey key) {
    userName.ifPresent(name -> xml.element("UserName", name));
    xml.element("AccessKeyId", key.id())
        .element("Status", key.active() ? ACTIVE : INACTIVE)
        .element("CreateDate", key.createdAt());
  }

  /** Sorts keys by age; keys of one instant by their id. */
  private static String age(AccessKey key) {
    Instant created = key.createdAt();
    return String.format(
        Locale.ROOT, "%019d.%09d/%s", created.getEpochSecond(), created.getNano(), key.id());
  }
}
