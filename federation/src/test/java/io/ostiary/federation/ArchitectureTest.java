package io.ostiary.federation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.ostiary.federation",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule ARROWS_POINT_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("federation")
          .definedBy("io.ostiary.federation")
          .layer("oidc")
          .definedBy("io.ostiary.federation.oidc..")
          .layer("saml")
          .definedBy("io.ostiary.federation.saml..")
          .layer("ldap")
          .definedBy("io.ostiary.federation.ldap..")
          .layer("claim")
          .definedBy("io.ostiary.federation.claim..")
          .whereLayer("federation")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("oidc")
          .mayOnlyBeAccessedByLayers("federation")
          .whereLayer("saml")
          .mayOnlyBeAccessedByLayers("federation")
          .whereLayer("ldap")
          .mayOnlyBeAccessedByLayers("federation");

  @ArchTest
  static final ArchRule OF_OSTIARY_ONLY_REALM_AND_POLICY_ARE_USED =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.ostiary.filter..",
              "io.ostiary.endpoint..",
              "io.ostiary.runtime..",
              "io.ostiary.realm.credential..",
              "io.ostiary.realm.jakarta..");

  @ArchTest
  static final ArchRule NO_SERVLET_TYPES =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("jakarta..");

  @ArchTest
  static final ArchRule ONLY_OIDC_KNOWS_JOSE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.ostiary.federation.oidc..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.nimbusds..");

  @ArchTest
  static final ArchRule ONLY_SAML_KNOWS_XML =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.ostiary.federation.saml..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.xml..", "org.w3c..", "javax.xml..");

  @ArchTest
  static final ArchRule ONLY_LDAP_KNOWS_LDAP =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.ostiary.federation.ldap..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.unboundid..");

  @ArchTest
  static final ArchRule TIME_IS_INJECTED =
      noClasses()
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");
}
