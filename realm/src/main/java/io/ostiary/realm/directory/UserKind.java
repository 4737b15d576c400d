package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

final class UserKind implements Kind<User> {
  @Override
  public String tag() {
    return "user";
  }

  @Override
  public String id(User user) {
    return user.id();
  }

  @Override
  public String accountId(User user) {
    return user.accountId();
  }

  @Override
  public Optional<String> name(User user) {
    return Optional.of(user.name());
  }

  @Override
  public List<String> parents(User user) {
    return List.of(user.accountId());
  }

  @Override
  public void write(User user, ObjectNode row) {
    row.put("partition", user.partition())
        .put("path", user.path())
        .put("name", user.name())
        .put("createdAt", user.createdAt().toString());
    ObjectNode tags = row.putObject("tags");
    user.tags().forEach(tags::put);
  }

  @Override
  public User read(Row row) {
    return new User(
        row.id(),
        row.accountId(),
        row.text("partition"),
        row.text("path"),
        row.text("name"),
        row.time("createdAt"),
        row.texts("tags"));
  }
}
