package io.ostiary.endpoint;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.ostiary.realm.credential.FreshRecoveryCodes;
import io.ostiary.realm.credential.Password;
import io.ostiary.realm.credential.SigningAlgorithm;
import io.ostiary.realm.credential.Tickets;
import io.ostiary.signature.SignatureException;
import jakarta.servlet.ServletRequest;

/** What each package of this module may use. */
@AnalyzeClasses(packages = "io.ostiary.endpoint", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule theProtocolsKnowNoService =
      noClasses()
          .that()
          .resideInAnyPackage("..endpoint.query..", "..endpoint.json..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..endpoint.iam..",
              "..endpoint.sts..",
              "..endpoint.organizations..",
              "..endpoint.login..",
              "..endpoint.status..");

  @ArchTest
  static final ArchRule servicesDoNotKnowOneAnother =
      slices()
          .matching("io.ostiary.endpoint.(iam|sts|organizations|login|status)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule endpointsStandOnTheModulesBelowOnly =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      "java..",
                      "com.fasterxml.jackson..",
                      "com.google.zxing..",
                      "javax.crypto..",
                      "jakarta.servlet..",
                      "org.jspecify.annotations",
                      "io.ostiary.endpoint..",
                      "io.ostiary.filter",
                      // What an endpoint says in the one audit line of its request.
                      "io.ostiary.filter.audit",
                      "io.ostiary.filter.authentication",
                      "io.ostiary.filter.http",
                      "io.ostiary.filter.mapping",
                      "io.ostiary.realm",
                      "io.ostiary.realm.authentication",
                      "io.ostiary.realm.session",
                      "io.ostiary.realm.directory",
                      "io.ostiary.realm.store",
                      "io.ostiary.policy..")
                  // What a command takes a password in, which shows it to nobody.
                  .or(type(Password.class))
                  // What a browser is shown once, and what it carries between pages.
                  .or(type(FreshRecoveryCodes.class))
                  .or(type(Tickets.class))
                  // By what a caller wants a token signed.
                  .or(type(SigningAlgorithm.class))
                  .or(type(SignatureException.class)));

  @ArchTest
  static final ArchRule onlyTheDoorsOfAServiceAreOpen =
      classes()
          .that()
          .resideInAnyPackage(
              "..endpoint.iam..",
              "..endpoint.sts..",
              "..endpoint.organizations..",
              "..endpoint.login..",
              "..endpoint.status..")
          .and()
          .areTopLevelClasses()
          .and()
          .haveSimpleNameNotEndingWith("Endpoint")
          .and()
          .doNotHaveSimpleName("Health")
          .and()
          .doNotHaveSimpleName("Diagnosis")
          .and()
          .haveSimpleNameNotEndingWith("package-info")
          .should()
          .notBePublic();

  @ArchTest
  static final ArchRule requestsAreReadByTheFilterOnly =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ServletRequest.class)
          .because("two readings of one request are how filters are bypassed");

  @ArchTest
  static final ArchRule timeAndRandomnessAreGiven =
      noClasses()
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callConstructor(java.security.SecureRandom.class);
}
