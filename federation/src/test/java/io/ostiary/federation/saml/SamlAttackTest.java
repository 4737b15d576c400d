package io.ostiary.federation.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ostiary.federation.Directories;
import io.ostiary.forgery.SamlAttack;
import io.ostiary.forgery.SamlForge;
import io.ostiary.forgery.SamlKey;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.directory.CreateSAMLProvider;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every known way to get a response accepted that the provider did not mean, made of good ones. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SamlAttackTest implements SamlAttack.Material {
  private Directories directories;
  private SamlKey key;
  private SamlKey stranger;

  @BeforeAll
  void open(@TempDir Path temporary) {
    directories = new Directories(temporary.resolve("data"));
    key = SamlKey.rsa(temporary, 2048);
    stranger = SamlKey.rsa(temporary, 2048);
    directories.run(
        new CreateSAMLProvider(
            Directories.ACCOUNT,
            "idp",
            SamlKey.metadata(SamlForge.ENTITY, key),
            Map.of("ostiary:attributes", "groups")));
  }

  @AfterAll
  void close() {
    directories.close();
  }

  @Override
  public SamlForge unsigned() {
    return response(text -> text);
  }

  @Override
  public SamlForge signedResponse() {
    return unsigned().signResponse(key);
  }

  @Override
  public SamlForge signedAssertion() {
    return unsigned().signAssertion(key);
  }

  @Override
  public SamlKey key() {
    return key;
  }

  @Override
  public SamlKey strangersKey() {
    return stranger;
  }

  private SamlForge response(UnaryOperator<String> change) {
    return new SamlForge(directories.clock.instant(), change);
  }

  private FederationException refusal(String encoded) {
    return catchThrowableOfType(
        FederationException.class,
        () -> directories.federation.saml(encoded, SamlForge.PROVIDER, directories.snapshot()));
  }

  @Test
  void theResponsesWithoutAnAttackAreAccepted() {
    assertThat(refusal(response(text -> text.replace("A-1", "A-2")).signResponse(key).encoded()))
        .isNull();
    assertThat(refusal(response(text -> text.replace("A-1", "A-3")).signAssertion(key).encoded()))
        .isNull();
  }

  static Stream<SamlAttack> attacks() {
    return SamlAttack.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void isRefused(SamlAttack attack) {
    FederationException refusal = refusal(attack.response().apply(this));

    assertThat(refusal).isNotNull();
    assertThat(refusal.reason()).startsWith(attack.check());
  }

  @Test
  void aCommentNeverCutsAName() throws FederationException {
    SamlForge forge =
        response(text -> text.replace("A-1", "A-4").replace(">alice<", ">root.evil<"));
    String xml = forge.signResponse(key).xml().replace(">root.evil<", ">root<!-- -->.evil<");

    assertThat(
            directories
                .federation
                .saml(SamlForge.encode(xml), SamlForge.PROVIDER, directories.snapshot())
                .subject())
        .isEqualTo("root.evil");
  }
}
