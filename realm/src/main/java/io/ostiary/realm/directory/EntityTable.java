package io.ostiary.realm.directory;

import io.ostiary.realm.store.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every entity, found by id, by name and by parent. Immutable. */
final class EntityTable {
  static final EntityTable EMPTY =
      new EntityTable(PersistentMap.empty(), PersistentMap.empty(), PersistentMap.empty());

  private record Id(Kind<?> kind, String id) {}

  private record Name(Kind<?> kind, String accountId, String folded) {}

  private record Family(Kind<?> kind, String parent) {}

  private final PersistentMap<Id, Object> entities;
  private final PersistentMap<Name, String> names;
  private final PersistentMap<Family, PersistentMap<String, Object>> families;

  private EntityTable(
      PersistentMap<Id, Object> entities,
      PersistentMap<Name, String> names,
      PersistentMap<Family, PersistentMap<String, Object>> families) {
    this.entities = entities;
    this.names = names;
    this.families = families;
  }

  /** The table after the store's changes. */
  EntityTable after(List<Change> changes) {
    EntityTable table = this;
    for (Change change : changes) {
      Kind<?> kind = Kinds.BY_TAG.get(change.kind());
      if (kind == null) {
        throw new IllegalStateException(
            "the store holds a `%s`, which this version does not know; use the version of Ostiary"
                    .formatted(change.kind())
                + " that wrote it");
      }
      table =
          change instanceof Change.Put put
              ? table.withRow(kind, put)
              : table.without(kind, change.id());
    }
    return table;
  }

  private <T> EntityTable withRow(Kind<T> kind, Change.Put put) {
    return with(kind, kind.read(Row.of(put)));
  }

  /** With an entity, in place of the one that has its id. */
  <T> EntityTable with(Kind<T> kind, T entity) {
    String id = kind.id(entity);
    EntityTable others = without(kind, id);
    PersistentMap<Name, String> newNames =
        kind.name(entity)
            .map(name -> others.names.with(name(kind, kind.accountId(entity), name), id))
            .orElse(others.names);
    PersistentMap<Family, PersistentMap<String, Object>> newFamilies = others.families;
    for (String parent : kind.parents(entity)) {
      Family family = new Family(kind, parent);
      newFamilies = newFamilies.with(family, siblings(newFamilies, family).with(id, entity));
    }
    return new EntityTable(others.entities.with(new Id(kind, id), entity), newNames, newFamilies);
  }

  /** Without the entity of an id, if there is one. */
  <T> EntityTable without(Kind<T> kind, String id) {
    T entity = get(kind, id);
    if (entity == null) {
      return this;
    }
    PersistentMap<Name, String> newNames =
        kind.name(entity)
            .map(name -> names.without(name(kind, kind.accountId(entity), name)))
            .orElse(names);
    PersistentMap<Family, PersistentMap<String, Object>> newFamilies = families;
    for (String parent : kind.parents(entity)) {
      Family family = new Family(kind, parent);
      PersistentMap<String, Object> siblings = siblings(newFamilies, family).without(id);
      newFamilies =
          siblings.size() == 0 ? newFamilies.without(family) : newFamilies.with(family, siblings);
    }
    return new EntityTable(entities.without(new Id(kind, id)), newNames, newFamilies);
  }

  <T> @Nullable T get(Kind<T> kind, String id) {
    Object entity = entities.get(new Id(kind, id));
    return entity == null ? null : kind.cast(entity);
  }

  /** By name, ignoring case. */
  <T> @Nullable T named(Kind<T> kind, String accountId, String name) {
    String id = names.get(name(kind, accountId, name));
    return id == null ? null : get(kind, id);
  }

  /** Those of a kind that belong to something, in no particular order. */
  <T> List<T> children(Kind<T> kind, String parent) {
    PersistentMap<String, Object> siblings = siblings(families, new Family(kind, parent));
    List<T> children = new ArrayList<>(siblings.size());
    siblings.forEachEntry((id, child) -> children.add(kind.cast(child)));
    return children;
  }

  /** Every entity of a kind, by walking the whole table. */
  <T> Stream<T> all(Kind<T> kind) {
    Stream.Builder<T> found = Stream.builder();
    entities.forEachEntry(
        (id, entity) -> {
          if (id.kind == kind) {
            found.add(kind.cast(entity));
          }
        });
    return found.build();
  }

  int count(Kind<?> kind, String parent) {
    return siblings(families, new Family(kind, parent)).size();
  }

  private static PersistentMap<String, Object> siblings(
      PersistentMap<Family, PersistentMap<String, Object>> families, Family family) {
    PersistentMap<String, Object> siblings = families.get(family);
    return siblings == null ? PersistentMap.empty() : siblings;
  }

  private static Name name(Kind<?> kind, String accountId, String name) {
    return new Name(kind, accountId, Kind.fold(name));
  }
}
