package io.ostiary.federation.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ostiary.federation.Directories;
import io.ostiary.forgery.SamlCipher;
import io.ostiary.forgery.SamlForge;
import io.ostiary.forgery.SamlKey;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.directory.CreateSAMLProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Assertions that only we can read, and what others may have put where they were. */
class EncryptedAssertionTest {
  private static final String ENC = "http://www.w3.org/2001/04/xmlenc#";
  private static final String ENC_11 = "http://www.w3.org/2009/xmlenc11#";
  private static final String DSIG = "http://www.w3.org/2000/09/xmldsig#";

  @TempDir private static Path keys;
  private static SamlKey providers;
  private static SamlKey ours;
  private static SamlKey older;
  private static SamlKey strangers;

  @TempDir Path temporary;

  private Directories directories;

  @BeforeAll
  static void makeKeys() {
    providers = SamlKey.rsa(keys, 2048);
    ours = SamlKey.rsa(keys, 2048);
    older = SamlKey.rsa(keys, 2048);
    strangers = SamlKey.rsa(keys, 2048);
  }

  @BeforeEach
  void open() throws IOException {
    Path file = Files.writeString(temporary.resolve("keys.pem"), older.pem() + ours.pem());
    directories = new Directories(temporary.resolve("data"), DecryptionKeys.read(file));
    provider("idp", Map.of());
  }

  private void provider(String name, Map<String, String> tags) {
    directories.run(
        new CreateSAMLProvider(
            Directories.ACCOUNT, name, SamlKey.metadata(SamlForge.ENTITY, providers), tags));
  }

  @AfterEach
  void close() {
    directories.close();
  }

  private SamlForge response() {
    return new SamlForge(directories.clock.instant(), text -> text);
  }

  private FederationException refusal(String encoded, String provider) {
    return catchThrowableOfType(
        FederationException.class,
        () ->
            directories.federation.saml(
                encoded,
                "arn:aws:iam::123456789012:saml-provider/" + provider,
                directories.snapshot()));
  }

  private FederationException refusal(SamlForge forge) {
    return refusal(forge.encoded(), "idp");
  }

  /** How a provider encrypts. */
  private static SamlCipher usual() {
    return new SamlCipher(ours, ENC_11 + "aes256-gcm", ENC_11 + "rsa-oaep")
        .digest(ENC + "sha256", "SHA-256")
        .mask(ENC_11 + "mgf1sha256", "SHA-256");
  }

  static Stream<Arguments> ways() {
    List<Arguments> ways = new ArrayList<>();
    for (String content : List.of("aes128-gcm", "aes192-gcm", "aes256-gcm")) {
      ways.add(
          Arguments.of(
              content + ", OAEP with its defaults",
              new SamlCipher(ours, ENC_11 + content, ENC + "rsa-oaep-mgf1p")));
    }
    ways.add(
        Arguments.of(
            "OAEP with a digest of SHA-256, masked with SHA-1",
            new SamlCipher(ours, ENC_11 + "aes256-gcm", ENC + "rsa-oaep-mgf1p")
                .digest(ENC + "sha256", "SHA-256")));
    ways.add(
        Arguments.of(
            "OAEP with SHA-512 all over",
            new SamlCipher(ours, ENC_11 + "aes256-gcm", ENC_11 + "rsa-oaep")
                .digest(ENC + "sha512", "SHA-512")
                .mask(ENC_11 + "mgf1sha512", "SHA-512")));
    ways.add(Arguments.of("the key beside the data", usual().keyBeside()));
    ways.add(Arguments.of("the older of our keys", usual().of(older)));
    return ways.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void isRead(String name, SamlCipher cipher) {
    SamlForge forge = response().signAssertion(providers);
    cipher.encrypt(forge);

    assertThat(refusal(forge)).isNull();
    assertThat(refusal(forge).reason()).as("a second time").startsWith("use:");
  }

  @Test
  void theResponsesSignatureCoversWhatIsEncrypted() {
    SamlForge forge = response();
    usual().encrypt(forge);
    forge.signResponse(providers);

    assertThat(refusal(forge)).isNull();
  }

  @Test
  void encryptionAloneIsNobodysWord() {
    SamlForge forge = response();
    usual().encrypt(forge);

    assertThat(refusal(forge).reason()).startsWith("signed:");
  }

  @Test
  void whatASignedResponseEncryptsIsNotSignedByItself() {
    provider("both", Map.of("ostiary:signed", "both"));
    SamlForge forge = response();
    usual().encrypt(forge);
    forge.signResponse(providers);

    assertThat(refusal(forge.encoded(), "both").reason()).startsWith("signed:");
  }

  @Test
  void aStrangersSignatureInsideDoesNotHold() {
    SamlForge forge = response().signAssertion(strangers);
    usual().encrypt(forge);

    assertThat(refusal(forge).reason()).startsWith("signature of the Assertion");
  }

  @Test
  void aPlainAssertionIsRefusedWhereItMustBeEncrypted() {
    provider("secretive", Map.of("ostiary:encrypted", "true"));

    assertThat(refusal(response().signAssertion(providers).encoded(), "secretive").reason())
        .startsWith("assertion: expected encrypted");
  }

  static Stream<Arguments> faults() {
    String no = "encrypted assertion: expected encrypted for one of our keys";
    return Stream.of(
        Arguments.of("a stranger's key", usual().of(strangers), no),
        Arguments.of("a changed plain text", usual().spoilt(20), no),
        Arguments.of("a changed tag", usual().spoilt(-1), no),
        Arguments.of("a changed start", usual().spoilt(0), no),
        Arguments.of("a digest other than it says", usual().digest(ENC + "sha256", "SHA-512"), no),
        Arguments.of(
            "a key shorter than it says",
            usual().saying(ENC_11 + "aes256-gcm", ENC_11 + "aes128-gcm"),
            no),
        Arguments.of(
            "cipher block chaining",
            usual().saying(ENC_11 + "aes256-gcm", ENC + "aes256-cbc"),
            "encryption:"),
        Arguments.of(
            "old padding", usual().saying(ENC_11 + "rsa-oaep", ENC + "rsa-1_5"), "key encryption:"),
        Arguments.of(
            "a wrapped key",
            usual().saying(ENC_11 + "rsa-oaep", ENC + "kw-aes256"),
            "key encryption:"),
        Arguments.of(
            "MD5",
            usual().saying(ENC + "sha256", "http://www.w3.org/2001/04/xmldsig-more#md5"),
            "key encryption's parameters:"),
        Arguments.of(
            "a label",
            usual().saying("<e11:MGF", "<xenc:OAEPparams>AA==</xenc:OAEPparams><e11:MGF"),
            "key encryption's parameters:"),
        Arguments.of(
            "content of an element",
            usual().saying(ENC + "Element", ENC + "Content"),
            "encrypted data's type:"),
        Arguments.of(
            "a reference to elsewhere",
            usual()
                .saying("<xenc:CipherValue>", "<xenc:CipherReference URI=\"http://a/\"/><xenc:x>")
                .saying("</xenc:CipherValue>", "</xenc:x>"),
            "CipherValue of CipherData:"),
        Arguments.of(
            "two keys",
            usual()
                .keyBeside()
                .saying("</xenc:EncryptedData>", "<xenc:EncryptedKey/></xenc:EncryptedData>"),
            "encrypted keys:"),
        Arguments.of("two of data", usual().twice(), "EncryptedData of EncryptedAssertion:"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void isRefused(String name, SamlCipher cipher, String check) {
    SamlForge forge = response().signAssertion(providers);
    cipher.encrypt(forge);

    assertThat(refusal(forge).reason()).startsWith(check);
  }

  static Stream<Arguments> contents() {
    UnaryOperator<String> same = text -> text;
    return Stream.of(
        Arguments.of("nothing", (UnaryOperator<String>) text -> "", "encrypted assertion:"),
        Arguments.of("a text", (UnaryOperator<String>) text -> "alice", "encrypted assertion:"),
        Arguments.of(
            "two assertions", (UnaryOperator<String>) text -> text + text, "encrypted assertion:"),
        Arguments.of(
            "a document type",
            (UnaryOperator<String>) text -> "<!DOCTYPE a [<!ENTITY b \"c\">]>" + text,
            "encrypted assertion:"),
        Arguments.of(
            "another element", (UnaryOperator<String>) text -> "<a>" + text + "</a>", "decrypted:"),
        Arguments.of(
            "an assertion in an assertion",
            (UnaryOperator<String>)
                text -> text.replace("</saml:Assertion>", text + "</saml:Assertion>"),
            "decrypted:"),
        Arguments.of(
            "an encrypted assertion",
            (UnaryOperator<String>)
                text ->
                    "<saml:EncryptedAssertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"/>",
            "decrypted:"),
        Arguments.of(
            "an id twice",
            (UnaryOperator<String>)
                text -> text.replace("<saml:Subject>", "<saml:Subject ID=\"A-1\">"),
            "id:"),
        Arguments.of(
            "a signature elsewhere",
            (UnaryOperator<String>)
                text ->
                    text.replace(
                        "</saml:Subject>",
                        "<x:Signature xmlns:x=\"" + DSIG + "\"/></saml:Subject>"),
            "signatures of the decrypted assertion:"),
        Arguments.of(
            "another name",
            (UnaryOperator<String>) text -> text.replace(">alice<", ">root<"),
            "signature of the Assertion:"),
        Arguments.of("the same", same, ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("contents")
  void whatIsInsideIsLookedAtAsIfItWereOutside(
      String name, UnaryOperator<String> change, String check) {
    SamlForge forge = response().signAssertion(providers);
    usual().encrypt(forge, change);

    FederationException refusal = refusal(forge);
    if (check.isEmpty()) {
      assertThat(refusal).isNull();
    } else {
      assertThat(refusal.reason()).startsWith(check);
    }
  }

  @Test
  void withoutKeysNothingIsDecrypted() {
    try (Directories without = new Directories(temporary.resolve("without"))) {
      without.run(
          new CreateSAMLProvider(
              Directories.ACCOUNT, "idp", SamlKey.metadata(SamlForge.ENTITY, providers), Map.of()));
      SamlForge forge = response().signAssertion(providers);
      usual().encrypt(forge);

      assertThat(
              catchThrowableOfType(
                      FederationException.class,
                      () ->
                          without.federation.saml(
                              forge.encoded(), SamlForge.PROVIDER, without.snapshot()))
                  .reason())
          .startsWith("keys for encrypted assertions:");
    }
  }

  @Test
  void ourMetadataShowTheFirstKeyByItsCertificateIfItHasOne() throws IOException {
    RSAPublicKey key = (RSAPublicKey) ours.certificate().getPublicKey();
    byte[] modulus = key.getModulus().toByteArray();
    String number =
        Base64.getEncoder().encodeToString(Arrays.copyOfRange(modulus, 1, modulus.length));

    assertThat(metadata(DecryptionKeys.NONE)).doesNotContain("KeyDescriptor");
    assertThat(metadata(read(ours.pem() + older.pem() + older.certificatePem())))
        .contains("use=\"encryption\"", "<ds:Modulus>" + number, "<ds:Exponent>AQAB</ds:Exponent>")
        .doesNotContain("X509Certificate");
    assertThat(metadata(read(ours.pem() + older.certificatePem() + ours.certificatePem())))
        .contains("use=\"encryption\"", "<ds:X509Certificate>" + ours.base64() + "</ds:X509")
        .doesNotContain(older.base64(), "RSAKeyValue");
  }

  private DecryptionKeys read(String pem) throws IOException {
    return DecryptionKeys.read(Files.writeString(temporary.resolve("ours.pem"), pem));
  }

  private String metadata(DecryptionKeys shown) {
    String metadata =
        new ServiceProvider("https://door", "https://door/in", shown, directories.clock).metadata();
    assertThat(HardenedXml.parse(metadata.getBytes(StandardCharsets.UTF_8))).isPresent();
    return metadata;
  }

  @Test
  void aFileOfKeysHoldsRsaKeysAndIsNotQuoted() throws IOException {
    Path file = temporary.resolve("bad.pem");
    for (String pem :
        List.of(
            "",
            ours.pem().replace("-----END PRIVATE KEY-----", ""),
            "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n",
            SamlKey.elliptic(temporary).pem(),
            SamlKey.rsa(temporary, 1024).pem(),
            ours.pem().repeat(5))) {
      Files.writeString(file, pem, StandardCharsets.US_ASCII);
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> DecryptionKeys.read(file))
          .withMessageContaining("bad.pem")
          .withMessageNotContaining("c2VjcmV0");
    }
    Files.writeString(file, ours.pem());
    assertThat(DecryptionKeys.read(file)).hasToString("1 decryption keys");
  }
}
