package io.ostiary.realm.directory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map. A change makes a new map that shares all but one path with the old one, so that
 * a snapshot of many entities costs no copy per write.
 *
 * <p>A hash array mapped trie, 32 ways: Bagwell, "Ideal Hash Trees", 2001.
 */
final class PersistentMap<K, V> {
  private static final int BITS = 5;
  private static final int MASK = (1 << BITS) - 1;

  private final @Nullable Node<K, V> root;
  private final int size;

  private PersistentMap(@Nullable Node<K, V> root, int size) {
    this.root = root;
    this.size = size;
  }

  static <K, V> PersistentMap<K, V> empty() {
    return new PersistentMap<>(null, 0);
  }

  /**
   * A map of entries, made in one go.
   *
   * @param keys all different
   */
  static <E, K, V> PersistentMap<K, V> of(
      Collection<E> entries, Function<E, K> keys, Function<E, V> values) {
    List<Leaf<K, V>> leaves = new ArrayList<>(entries.size());
    for (E entry : entries) {
      K key = keys.apply(entry);
      leaves.add(new Leaf<>(hash(key), key, values.apply(entry)));
    }
    return leaves.isEmpty() ? empty() : new PersistentMap<>(node(leaves, 0), leaves.size());
  }

  private static <K, V> Node<K, V> node(List<Leaf<K, V>> leaves, int shift) {
    Leaf<K, V> first = leaves.get(0);
    if (leaves.size() == 1) {
      return first;
    }
    return leaves.stream().allMatch(leaf -> leaf.hash == first.hash)
        ? new Collision<>(first.hash, leaves)
        : Branch.of(leaves, shift);
  }

  @Nullable V get(K key) {
    return root == null ? null : root.get(key, hash(key), 0);
  }

  PersistentMap<K, V> with(K key, V value) {
    Leaf<K, V> leaf = new Leaf<>(hash(key), key, value);
    if (root == null) {
      return new PersistentMap<>(leaf, 1);
    }
    return new PersistentMap<>(root.with(leaf, 0), get(key) == null ? size + 1 : size);
  }

  PersistentMap<K, V> without(K key) {
    return root == null || get(key) == null
        ? this
        : new PersistentMap<>(root.without(key, hash(key), 0), size - 1);
  }

  int size() {
    return size;
  }

  /** Visits every entry, in no particular order. */
  void forEachEntry(BiConsumer<? super K, ? super V> visitor) {
    if (root != null) {
      root.forEachEntry(visitor);
    }
  }

  private static int hash(Object key) {
    int hash = key.hashCode();
    return hash ^ hash >>> 16;
  }

  private interface Node<K, V> {
    @Nullable V get(K key, int hash, int shift);

    Node<K, V> with(Leaf<K, V> leaf, int shift);

    /** Without a key that is there; null if nothing is left. */
    @Nullable Node<K, V> without(K key, int hash, int shift);

    void forEachEntry(BiConsumer<? super K, ? super V> visitor);
  }

  private record Leaf<K, V>(int hash, K key, V value) implements Node<K, V> {
    @Override
    public @Nullable V get(K wanted, int wantedHash, int shift) {
      return key.equals(wanted) ? value : null;
    }

    @Override
    public Node<K, V> with(Leaf<K, V> leaf, int shift) {
      if (key.equals(leaf.key)) {
        return leaf;
      }
      return hash == leaf.hash
          ? new Collision<>(hash, List.of(this, leaf))
          : Branch.joining(this, hash, leaf, shift);
    }

    @Override
    public @Nullable Node<K, V> without(K unwanted, int unwantedHash, int shift) {
      return null;
    }

    @Override
    public void forEachEntry(BiConsumer<? super K, ? super V> visitor) {
      visitor.accept(key, value);
    }
  }

  /** Keys that differ and hash alike. */
  private record Collision<K, V>(int hash, List<Leaf<K, V>> leaves) implements Node<K, V> {
    @Override
    public @Nullable V get(K wanted, int wantedHash, int shift) {
      for (Leaf<K, V> leaf : leaves) {
        if (leaf.key.equals(wanted)) {
          return leaf.value;
        }
      }
      return null;
    }

    @Override
    public Node<K, V> with(Leaf<K, V> leaf, int shift) {
      if (leaf.hash != hash) {
        return Branch.joining(this, hash, leaf, shift);
      }
      List<Leaf<K, V>> others = others(leaf.key);
      others.add(leaf);
      return new Collision<>(hash, others);
    }

    @Override
    public Node<K, V> without(K unwanted, int unwantedHash, int shift) {
      List<Leaf<K, V>> others = others(unwanted);
      return others.size() == 1 ? others.get(0) : new Collision<>(hash, others);
    }

    private List<Leaf<K, V>> others(K key) {
      List<Leaf<K, V>> others = new ArrayList<>(leaves);
      others.removeIf(leaf -> leaf.key.equals(key));
      return others;
    }

    @Override
    public void forEachEntry(BiConsumer<? super K, ? super V> visitor) {
      leaves.forEach(leaf -> visitor.accept(leaf.key, leaf.value));
    }
  }

  /** Up to 32 children, told apart by five bits of the hash; a set bit of the map is a child. */
  private static final class Branch<K, V> implements Node<K, V> {
    private final int bitmap;
    private final Node<K, V>[] children;

    private Branch(int bitmap, Node<K, V>[] children) {
      this.bitmap = bitmap;
      this.children = children;
    }

    /** Leaves of which two hashes at least differ. */
    static <K, V> Branch<K, V> of(List<Leaf<K, V>> leaves, int shift) {
      Map<Integer, List<Leaf<K, V>>> bySlot = new TreeMap<>();
      for (Leaf<K, V> leaf : leaves) {
        bySlot.computeIfAbsent(leaf.hash >>> shift & MASK, slot -> new ArrayList<>()).add(leaf);
      }
      Node<K, V>[] children = array(bySlot.size());
      int bitmap = 0;
      int next = 0;
      for (Map.Entry<Integer, List<Leaf<K, V>>> slot : bySlot.entrySet()) {
        bitmap |= 1 << slot.getKey();
        children[next++] = node(slot.getValue(), shift + BITS);
      }
      return new Branch<>(bitmap, children);
    }

    /** Two nodes whose hashes differ. */
    static <K, V> Branch<K, V> joining(Node<K, V> one, int hash, Leaf<K, V> other, int shift) {
      int oneBit = bit(hash, shift);
      int otherBit = bit(other.hash, shift);
      Node<K, V>[] children;
      if (oneBit == otherBit) {
        children = array(1);
        children[0] = joining(one, hash, other, shift + BITS);
      } else {
        // Unsigned, as the highest of the 32 bits counts like the others.
        boolean oneFirst = Integer.compareUnsigned(oneBit, otherBit) < 0;
        children = array(2);
        children[oneFirst ? 0 : 1] = one;
        children[oneFirst ? 1 : 0] = other;
      }
      return new Branch<>(oneBit | otherBit, children);
    }

    @SuppressWarnings("unchecked") // an array of a generic type cannot be made otherwise
    private static <K, V> Node<K, V>[] array(int length) {
      return (Node<K, V>[]) new Node<?, ?>[length];
    }

    private static int bit(int hash, int shift) {
      return 1 << (hash >>> shift & MASK);
    }

    private int position(int bit) {
      return Integer.bitCount(bitmap & (bit - 1));
    }

    @Override
    public @Nullable V get(K key, int hash, int shift) {
      int bit = bit(hash, shift);
      return (bitmap & bit) == 0 ? null : children[position(bit)].get(key, hash, shift + BITS);
    }

    @Override
    public Node<K, V> with(Leaf<K, V> leaf, int shift) {
      int bit = bit(leaf.hash, shift);
      int position = position(bit);
      if ((bitmap & bit) != 0) {
        return replacing(position, children[position].with(leaf, shift + BITS));
      }
      Node<K, V>[] more = array(children.length + 1);
      System.arraycopy(children, 0, more, 0, position);
      more[position] = leaf;
      System.arraycopy(children, position, more, position + 1, children.length - position);
      return new Branch<>(bitmap | bit, more);
    }

    private Branch<K, V> replacing(int position, Node<K, V> child) {
      Node<K, V>[] copy = children.clone();
      copy[position] = child;
      return new Branch<>(bitmap, copy);
    }

    @Override
    public @Nullable Node<K, V> without(K key, int hash, int shift) {
      int bit = bit(hash, shift);
      int position = position(bit);
      Node<K, V> child = children[position].without(key, hash, shift + BITS);
      if (child != null) {
        // An only child that is no branch needs no level of its own.
        return children.length == 1 && !(child instanceof Branch)
            ? child
            : replacing(position, child);
      }
      if (children.length == 1) {
        return null;
      }
      if (children.length == 2 && !(children[1 - position] instanceof Branch)) {
        return children[1 - position];
      }
      Node<K, V>[] fewer = array(children.length - 1);
      System.arraycopy(children, 0, fewer, 0, position);
      System.arraycopy(children, position + 1, fewer, position, fewer.length - position);
      return new Branch<>(bitmap & ~bit, fewer);
    }

    @Override
    public void forEachEntry(BiConsumer<? super K, ? super V> visitor) {
      for (Node<K, V> child : children) {
        child.forEachEntry(visitor);
      }
    }
  }
}
