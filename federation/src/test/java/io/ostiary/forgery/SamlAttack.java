package io.ostiary.forgery;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A way to get a response accepted that the provider did not mean, made of a good one.
 *
 * @param check the beginning of what stops it
 */
public record SamlAttack(String name, String check, Function<Material, String> response) {

  /** Good responses of one provider, each anew. None of them has been used. */
  public interface Material {
    /** One that lacks only a signature. */
    SamlForge unsigned();

    /** One whose response is signed, and nothing else. */
    SamlForge signedResponse();

    /** One whose assertion is signed, and nothing else. */
    SamlForge signedAssertion();

    /** The provider's own, for what it would sign if something went wrong there. */
    SamlKey key();

    SamlKey strangersKey();
  }

  /** All that are known. */
  public static Stream<SamlAttack> all() {
    return Stream.of(
            SamlWrappings.all(), SamlSignatures.all(), SamlDocuments.all(), SamlContents.all())
        .flatMap(each -> each);
  }

  /** A change of a signed response. */
  static SamlAttack onSigned(String name, String check, Consumer<SamlForge> change) {
    return new SamlAttack(
        name,
        check,
        material -> {
          SamlForge forge = material.signedResponse();
          change.accept(forge);
          return forge.encoded();
        });
  }

  /** A change of a response whose assertion is signed. */
  static SamlAttack onSignedAssertion(String name, String check, Consumer<SamlForge> change) {
    return new SamlAttack(
        name,
        check,
        material -> {
          SamlForge forge = material.signedAssertion();
          change.accept(forge);
          return forge.encoded();
        });
  }

  /** A change that the provider has signed. */
  static SamlAttack beforeSigning(String name, String check, Consumer<SamlForge> change) {
    return new SamlAttack(
        name,
        check,
        material -> {
          SamlForge forge = material.unsigned();
          change.accept(forge);
          // Read anew, or names that were added would be signed without their namespaces.
          return SamlForge.of(forge.encoded()).signResponse(material.key()).encoded();
        });
  }

  @Override
  public String toString() {
    return name;
  }
}
