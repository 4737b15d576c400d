package io.ostiary.cli;

import io.ostiary.federation.Federation;
import io.ostiary.federation.TrustedServers;
import io.ostiary.federation.claim.Verified;
import io.ostiary.federation.oidc.ClientSecrets;
import io.ostiary.federation.saml.DecryptionKeys;
import io.ostiary.policy.condition.Explanation;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.TokenCheck;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.realm.directory.OidcProvider;
import io.ostiary.realm.directory.SamlProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ostiary federation test}: which check a token or an assertion fails, and what it says. */
@Command(
    name = "federation",
    description = "Tests a token or a SAML response as a server with such a provider would.",
    mixinStandardHelpOptions = true,
    versionProvider = Ostiary.Version.class)
final class FederationCommand implements Callable<Integer> {
  private static final int LONGEST = 4 * 1024 * 1024;

  /** Stands for the account that the provider is in, which a token does not say. */
  private static final String ACCOUNT = "000000000000";

  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "test", description = "The word `test`.")
  private String what = "";

  @Option(names = "--token", paramLabel = "FILE", description = "A token; `-` for standard input.")
  private @Nullable String token;

  @Option(names = "--issuer", paramLabel = "URL", description = "Whose it must be; its `iss`.")
  private @Nullable String issuer;

  @Option(names = "--audience", paramLabel = "ID", description = "For whom it must be made.")
  private List<String> audiences = List.of();

  @Option(
      names = "--saml",
      paramLabel = "FILE",
      description = "A SAML response in Base64; `-` for standard input.")
  private @Nullable String saml;

  @Option(names = "--metadata", paramLabel = "FILE", description = "The SAML provider's metadata.")
  private @Nullable String metadata;

  @Option(
      names = "--decryption-key",
      paramLabel = "FILE",
      description = "Private keys in PEM, for which the SAML provider encrypts.")
  private @Nullable String decryptionKey;

  @Option(
      names = "--entity-id",
      paramLabel = "ID",
      description = "What the SAML provider calls the server: its external URL.")
  private String entityId = "http://localhost:8080";

  @Option(
      names = "--tag",
      paramLabel = "KEY=VALUE",
      description = "A tag of the provider, such as `ostiary:claims=groups`.")
  private Map<String, String> tags = new LinkedHashMap<>();

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description = "Certificates in PEM of authorities that the issuer's server may have.")
  private @Nullable String authorities;

  FederationCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!what.equals("test") || (token == null) == (saml == null)) {
      throw wrong("write `federation test --token FILE` or `federation test --saml FILE`");
    }
    try (Federation federation =
        new Federation(
            TrustedServers.by(Optional.ofNullable(authorities).map(console.directory()::resolve)),
            entityId,
            entityId + "/saml",
            ClientSecrets.NONE,
            decryptionKey == null
                ? DecryptionKeys.NONE
                : DecryptionKeys.read(console.directory().resolve(decryptionKey)),
            new UseOnlyNow(),
            InstantSource.system())) {
      Verified verified = token != null ? token(federation, token) : saml(federation, saml);
      verified.report().forEach(this::print);
      print(verified.identity());
      return Ostiary.SOUND;
    } catch (FederationException refused) {
      refused.report().forEach(this::print);
      console.print("\nrefused: " + refused.code().text() + '\n');
      return Ostiary.FAULT_FOUND;
    } catch (DirectoryException | IOException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException wrong(String remedy) {
    return new ParameterException(spec.commandLine(), remedy);
  }

  private Verified token(Federation federation, String file) throws FederationException {
    if (issuer == null || audiences.isEmpty()) {
      throw wrong("name the `--issuer` and the `--audience` that its provider has");
    }
    OidcProvider provider =
        new OidcProvider(ACCOUNT, "aws", issuer, audiences, List.of(), Instant.EPOCH, tags);
    return federation.explainWebIdentity(read(file).strip(), provider);
  }

  private Verified saml(Federation federation, @Nullable String file) throws FederationException {
    if (file == null || metadata == null) {
      throw wrong("name the provider's `--metadata`");
    }
    String document = read(metadata);
    String provider =
        Federation.entityId(document)
            .orElseThrow(
                () -> new CommandFailure("`%s` holds no EntityDescriptor".formatted(metadata)));
    return federation.explainSaml(
        read(file),
        new SamlProvider(
            "ASAML", ACCOUNT, "aws", "test", provider, Optional.empty(), Instant.EPOCH, tags),
        document,
        Optional.empty());
  }

  private String read(String file) {
    return console.read(file, FederationCommand::text);
  }

  private static String text(InputStream in, String name) throws IOException {
    byte[] bytes = in.readNBytes(LONGEST + 1);
    if (bytes.length > LONGEST) {
      throw new IOException("it is longer than 4 MiB");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void print(TokenCheck check) {
    console.print(Explanation.visible(check.toString()) + '\n');
  }

  private void print(FederatedIdentity identity) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("subject", identity.subject());
    facts.put("audience", identity.audience());
    identity.sessionName().ifPresent(name -> facts.put("session name", name));
    identity.roles().forEach(role -> facts.put("role", role.roleArn()));
    identity.tags().forEach((key, value) -> facts.put("session tag " + key, value));
    identity.sourceIdentity().ifPresent(source -> facts.put("source identity", source));
    identity.notAfter().ifPresent(end -> facts.put("session ends", end));
    new TreeMap<>(identity.keys())
        .forEach(
            (key, values) ->
                facts.put(key, values.multivalued() ? values.texts() : values.texts().get(0)));
    StringBuilder text = new StringBuilder("\nit holds, and says:\n");
    facts.forEach(
        (name, value) ->
            text.append(Explanation.visible("  " + name + " = " + value)).append('\n'));
    console.print(text.toString());
  }
}
