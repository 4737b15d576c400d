package io.ostiary.forgery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Encrypts assertions, the way a provider would or another way. What is changed is a copy. */
public final class SamlCipher {
  private final String content;
  private final String transport;
  private SamlKey key;
  private String digestUri = "";
  private String digest = "SHA-1";
  private String maskUri = "";
  private String mask = "SHA-1";
  private boolean beside;
  private boolean doubled;
  private OptionalInt spoilt = OptionalInt.empty();
  private List<String> replacements = List.of();

  public SamlCipher(SamlKey key, String content, String transport) {
    this.key = key;
    this.content = content;
    this.transport = transport;
  }

  private SamlCipher with(Consumer<SamlCipher> change) {
    SamlCipher copy = new SamlCipher(key, content, transport);
    copy.digestUri = digestUri;
    copy.digest = digest;
    copy.maskUri = maskUri;
    copy.mask = mask;
    copy.beside = beside;
    copy.doubled = doubled;
    copy.spoilt = spoilt;
    copy.replacements = replacements;
    change.accept(copy);
    return copy;
  }

  public SamlCipher of(SamlKey other) {
    return with(copy -> copy.key = other);
  }

  /** With a digest, and how it is called. */
  public SamlCipher digest(String uri, String name) {
    return with(
        copy -> {
          copy.digestUri = uri;
          copy.digest = name;
        });
  }

  public SamlCipher mask(String uri, String name) {
    return with(
        copy -> {
          copy.maskUri = uri;
          copy.mask = name;
        });
  }

  public SamlCipher keyBeside() {
    return with(copy -> copy.beside = true);
  }

  public SamlCipher twice() {
    return with(copy -> copy.doubled = true);
  }

  /** With a byte of the cipher text changed; negative from its end. */
  public SamlCipher spoilt(int at) {
    return with(copy -> copy.spoilt = OptionalInt.of(at));
  }

  /** With something else in its XML. */
  public SamlCipher saying(String instead, String says) {
    List<String> more = new ArrayList<>(replacements);
    more.add(instead);
    more.add(says);
    return with(copy -> copy.replacements = more);
  }

  public void encrypt(SamlForge forge) {
    encrypt(forge, text -> text);
  }

  /** Puts an encrypted assertion in the place of the plain one, which is changed first. */
  public void encrypt(SamlForge forge, UnaryOperator<String> change) {
    Element assertion = forge.assertion();
    String xml = encrypted(change.apply(SamlForge.xml(assertion)));
    Element element = SamlForge.parse(xml.getBytes(StandardCharsets.UTF_8)).getDocumentElement();
    Node imported = forge.document.importNode(element, true);
    assertion.getParentNode().replaceChild(imported, assertion);
  }

  private String encrypted(String plain) {
    try {
      byte[] contentKey =
          new byte[content.endsWith("128-gcm") ? 16 : content.endsWith("192-gcm") ? 24 : 32];
      SecureRandom random = new SecureRandom();
      random.nextBytes(contentKey);
      byte[] iv = new byte[12];
      random.nextBytes(iv);
      Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
      aes.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(contentKey, "AES"), new GCMParameterSpec(128, iv));
      byte[] sealed = aes.doFinal(plain.getBytes(StandardCharsets.UTF_8));
      byte[] value = new byte[iv.length + sealed.length];
      System.arraycopy(iv, 0, value, 0, iv.length);
      System.arraycopy(sealed, 0, value, iv.length, sealed.length);
      if (spoilt.isPresent()) {
        value[Math.floorMod(spoilt.getAsInt(), value.length)] ^= 1;
      }
      Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
      rsa.init(
          Cipher.ENCRYPT_MODE,
          key.certificate().getPublicKey(),
          new OAEPParameterSpec(
              digest, "MGF1", new MGF1ParameterSpec(mask), PSource.PSpecified.DEFAULT));
      return xml(rsa.doFinal(contentKey), value);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private String xml(byte[] sealedKey, byte[] value) {
    Base64.Encoder base64 = Base64.getMimeEncoder();
    String keyXml =
        """
        <xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="%s">%s%s</xenc:EncryptionMethod>
        <xenc:CipherData><xenc:CipherValue>%s</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey>
        """
            .formatted(
                transport,
                digestUri.isEmpty() ? "" : "<ds:DigestMethod Algorithm=\"" + digestUri + "\"/>",
                maskUri.isEmpty() ? "" : "<e11:MGF Algorithm=\"" + maskUri + "\"/>",
                base64.encodeToString(sealedKey));
    String data =
        """
        <xenc:EncryptedData Type="http://www.w3.org/2001/04/xmlenc#Element">
        <xenc:EncryptionMethod Algorithm="%s"/><ds:KeyInfo>%s</ds:KeyInfo>
        <xenc:CipherData><xenc:CipherValue>%s</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>
        """
            .formatted(content, beside ? "" : keyXml, base64.encodeToString(value));
    String xml =
        """
        <saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
         xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"
         xmlns:e11="http://www.w3.org/2009/xmlenc11#">%s%s%s</saml:EncryptedAssertion>
        """
            .formatted(data, doubled ? data : "", beside ? keyXml : "");
    for (int i = 0; i < replacements.size(); i += 2) {
      xml = xml.replace(replacements.get(i), replacements.get(i + 1));
    }
    return xml;
  }
}
