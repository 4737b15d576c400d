package io.ostiary.filter.http;

import io.ostiary.filter.http.Origin.Way;
import io.ostiary.filter.http.RejectedRequestException.Reason;
import io.ostiary.policy.condition.AddressRange;
import io.ostiary.signature.SignedRequest.Header;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that are believed when they say where a request comes from, by {@code Forwarded} (RFC
 * 7239) or by {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}. Anybody can write such
 * headers, so those of any other peer are not looked at; and of a list of addresses, which each
 * proxy adds to at its right end, the client is the first from the right that is no such proxy.
 *
 * <p>What a trusted proxy hands on must be plain: where both kinds of header come, or one that
 * cannot be read, the request is refused.
 */
public final class TrustedProxies {

  /** Nobody is believed: the client is the other end of the socket. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of(), Optional.empty());

  private static final String FORWARDED = "forwarded";
  private static final String ADDRESSES = "x-forwarded-for";
  private static final String PROTOCOL = "x-forwarded-proto";
  private static final String HOST = "x-forwarded-host";

  private final List<AddressRange> ranges;
  private final Optional<ExternalUrl> externalUrl;

  private TrustedProxies(List<AddressRange> ranges, Optional<ExternalUrl> externalUrl) {
    this.ranges = ranges;
    this.externalUrl = externalUrl;
  }

  /**
   * The proxies in these ranges.
   *
   * @param ranges addresses, or ranges such as {@code 10.0.0.0/8}
   * @throws IllegalArgumentException if one is none
   */
  public static TrustedProxies of(Collection<String> ranges) {
    List<AddressRange> read = new ArrayList<>();
    for (String text : ranges) {
      AddressRange range = AddressRange.parse(text);
      if (range == null) {
        throw new IllegalArgumentException(
            "`%s` is no address range; write such as `10.0.0.0/8` or `::1`".formatted(text));
      }
      read.add(range);
    }
    return new TrustedProxies(List.copyOf(read), Optional.empty());
  }

  /** The same, where clients ask them by this URL. */
  public TrustedProxies askedBy(ExternalUrl url) {
    return new TrustedProxies(ranges, Optional.of(url));
  }

  /** By which URL clients ask them, if that is known. */
  Optional<ExternalUrl> externalUrl() {
    return externalUrl;
  }

  /**
   * Where a request comes from.
   *
   * @param host the Host field as received, which a proxy may have changed
   */
  Origin origin(ReceivedRequest received, String host) throws RejectedRequestException {
    if (received.peer().isEmpty()) {
      throw refused("the connection has no other end any more, so nobody knows who asks");
    }
    String peer = withoutZone(received.peer());
    Origin direct = new Origin(peer, received.secure(), host, Way.DIRECT);
    if (ranges.isEmpty() || !trusts(peer)) {
      return direct;
    }
    List<String> forwarded = values(received, FORWARDED);
    List<String> addresses = values(received, ADDRESSES);
    Optional<String> protocol = only(received, PROTOCOL);
    Optional<String> asked = only(received, HOST);
    if (forwarded.isEmpty()) {
      return new Origin(
          client(peer, entries(addresses)),
          secure(protocol, direct),
          asked.orElse(host),
          asked.isPresent() ? Way.PROXY_NAMING_HOST : Way.PROXY);
    }
    if (!addresses.isEmpty() || protocol.isPresent() || asked.isPresent()) {
      throw refused("Forwarded and X-Forwarded-… come together; let the proxy send one kind");
    }
    return forwarded(direct, ForwardedElements.parse(String.join(",", forwarded)));
  }

  private boolean trusts(String address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  private String client(String peer, List<String> addresses) throws RejectedRequestException {
    String client = peer;
    for (int i = addresses.size() - 1; i >= 0 && trusts(client); i--) {
      client = address(addresses.get(i));
    }
    return client;
  }

  /** The protocol and host are those of the proxy that the client reached. */
  private Origin forwarded(Origin direct, List<Map<String, String>> elements)
      throws RejectedRequestException {
    Origin origin = new Origin(direct.clientAddress(), direct.secure(), direct.host(), Way.PROXY);
    for (int i = elements.size() - 1; i >= 0 && trusts(origin.clientAddress()); i--) {
      Map<String, String> element = elements.get(i);
      origin =
          new Origin(
              address(element.getOrDefault("for", "")),
              secure(Optional.ofNullable(element.get("proto")), origin),
              element.getOrDefault("host", origin.host()),
              element.containsKey("host") ? Way.PROXY_NAMING_HOST : origin.way());
    }
    return origin;
  }

  private static boolean secure(Optional<String> protocol, Origin otherwise)
      throws RejectedRequestException {
    if (protocol.isEmpty()) {
      return otherwise.secure();
    }
    return switch (protocol.get().toLowerCase(Locale.ROOT)) {
      case "https" -> true;
      case "http" -> false;
      default -> throw refused("a proxy names a protocol that is neither http nor https");
    };
  }

  private static List<String> values(ReceivedRequest received, String name) {
    List<String> values = new ArrayList<>();
    for (Header header : received.headers()) {
      if (header.name().equalsIgnoreCase(name)) {
        values.add(header.value());
      }
    }
    return values;
  }

  private static Optional<String> only(ReceivedRequest received, String name)
      throws RejectedRequestException {
    List<String> values = values(received, name);
    if (values.size() > 1 || values.stream().anyMatch(value -> value.indexOf(',') >= 0)) {
      throw refused("`" + name + "` has more than one value; let the proxy set it, not add to it");
    }
    return values.stream().findFirst().map(String::strip);
  }

  private static List<String> entries(List<String> lines) {
    return lines.isEmpty() ? List.of() : List.of(String.join(",", lines).split(",", -1));
  }

  /** An address, with or without a port; an IPv6 address that has a port stands in brackets. */
  private static String address(String node) throws RejectedRequestException {
    String text = node.strip();
    int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
    int colon = text.indexOf(':');
    String address = text;
    String port = "";
    if (bracket > 0) {
      address = text.substring(1, bracket);
      port = text.substring(bracket + 1);
    } else if (colon >= 0 && colon == text.lastIndexOf(':')) {
      address = text.substring(0, colon);
      port = text.substring(colon);
    }
    @Nullable AddressRange single = AddressRange.parseAddress(address);
    boolean bracketed = bracket > 0;
    if (single == null || (bracketed && address.indexOf(':') < 0) || !isPort(port)) {
      throw refused("a proxy names a client whose address is none");
    }
    return address;
  }

  private static boolean isPort(String text) {
    return text.isEmpty()
        || (text.length() >= 2
            && text.length() <= 6
            && text.charAt(0) == ':'
            && text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9'));
  }

  private static String withoutZone(String address) {
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }

  private static RejectedRequestException refused(String message) {
    return new RejectedRequestException(Reason.BAD_REQUEST, message);
  }
}
