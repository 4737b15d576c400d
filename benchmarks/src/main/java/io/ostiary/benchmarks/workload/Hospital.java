package io.ostiary.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The scenario by which SAPL's authors measure SAPL, after their description of it: few roles,
 * actions and kinds of record, shared by every department's policies.
 *
 * <p>Each department has 32 permits, one for each pair of role and kind of record, for the members
 * of the department; and a denial of records that are more sensitive than the reader's clearance.
 * Five more permits are for emergencies. Of the requests, four fifths are about the home
 * department, half ask to read.
 *
 * @see <a href="https://github.com/heutelbeck/sapl-policy-engine">SAPL</a>
 */
public record Hospital(List<String> departments, List<Permit> permits, List<Visit> visits) {
  public static final int LEAST_CLEARANCE = 1;
  public static final int MOST_CLEARANCE = 4;

  private static final long SEED = 42;
  private static final int STAFF_OF_A_DEPARTMENT = 5;
  private static final double MEMBER_ELSEWHERE = 0.05;

  /** Department of a permit that holds in all of them, for whoever has the role. */
  public static final String EVERYWHERE = "";

  /** A role may do something with a kind of record of a department. */
  public record Permit(String department, String role, String type, List<String> actions) {}

  /** A member of staff asks for a record. */
  public record Visit(
      Staff staff, String action, String type, String department, int sensitivity) {}

  /** Who asks. */
  public record Staff(String id, String role, int clearance, List<String> departments) {}

  private record Role(String name, int clearance, List<Permit> permits) {}

  private static final List<Role> ROLES =
      List.of(
          role(
              "attending",
              4,
              "PatientRecord read write create",
              "LabResult read order approve",
              "Prescription read prescribe",
              "Imaging read order",
              "CareNote read write create",
              "Referral read create"),
          role(
              "resident",
              3,
              "PatientRecord read write",
              "LabResult read order",
              "Prescription read prescribe",
              "Imaging read",
              "CareNote read write create",
              "Referral read"),
          role(
              "nurse",
              2,
              "PatientRecord read",
              "LabResult read",
              "Prescription read",
              "CareNote read write create",
              "Schedule read write"),
          role("labTech", 2, "LabResult read write create", "Imaging read write create"),
          role("pharmacist", 3, "Prescription read approve write", "PatientRecord read"),
          role(
              "admin",
              2,
              "Schedule read write create delete",
              "BillingRecord read",
              "AuditLog read"),
          role("billing", 2, "BillingRecord read write create bill", "PatientRecord read"),
          role(
              "auditor",
              4,
              "AuditLog read audit approve write",
              "PatientRecord read",
              "BillingRecord read audit"),
          role("researcher", 1, "PatientRecord read", "LabResult read", "Imaging read"));

  private static final Role EMERGENCY =
      role(
          "emergency",
          4,
          "PatientRecord read write prescribe override",
          "LabResult read write override",
          "Prescription read write prescribe override",
          "Imaging read override",
          "CareNote read write override");

  /** The kinds of record asked for, the more often the oftener they stand here. */
  private static final List<String> TYPES =
      List.of(
          "PatientRecord",
          "PatientRecord",
          "PatientRecord",
          "LabResult",
          "LabResult",
          "CareNote",
          "CareNote",
          "Prescription",
          "Imaging",
          "Schedule");

  private static final List<String> ACTIONS =
      List.of(
          "read", "read", "read", "read", "read", "write", "create", "prescribe", "order", "bill");

  public Hospital {
    departments = List.copyOf(departments);
    permits = List.copyOf(permits);
    visits = List.copyOf(visits);
  }

  /** A hospital of so many departments. */
  public static Hospital of(int size) {
    List<String> departments = new ArrayList<>();
    List<Permit> permits = new ArrayList<>(EMERGENCY.permits);
    for (int i = 0; i < size; i++) {
      String department = "dept-" + i;
      departments.add(department);
      for (Role role : ROLES) {
        role.permits.forEach(
            permit ->
                permits.add(new Permit(department, permit.role, permit.type, permit.actions)));
      }
    }
    return new Hospital(departments, permits, visits(departments, new Random(SEED)));
  }

  private static List<Visit> visits(List<String> departments, Random random) {
    List<Staff> staff = new ArrayList<>();
    for (String home : departments) {
      for (int i = 0; i < STAFF_OF_A_DEPARTMENT; i++) {
        staff.add(staff("staff-" + staff.size(), home, departments, random));
      }
    }
    List<Visit> visits = new ArrayList<>();
    while (visits.size() < Workload.REQUESTS) {
      Staff visitor = Vocabulary.any(staff, random);
      visits.add(
          new Visit(
              visitor,
              Vocabulary.any(ACTIONS, random),
              Vocabulary.any(TYPES, random),
              random.nextInt(5) > 0
                  ? visitor.departments.get(0)
                  : Vocabulary.any(departments, random),
              LEAST_CLEARANCE + random.nextInt(MOST_CLEARANCE)));
    }
    return visits;
  }

  private static Staff staff(String id, String home, List<String> departments, Random random) {
    Role role = Vocabulary.any(ROLES, random);
    List<String> member = new ArrayList<>(List.of(home));
    for (String department : departments) {
      if (!department.equals(home) && random.nextDouble() < MEMBER_ELSEWHERE) {
        member.add(department);
      }
    }
    return new Staff(id, role.name, role.clearance, List.copyOf(member));
  }

  private static Role role(String name, int clearance, String... permits) {
    List<Permit> made = new ArrayList<>();
    for (String permit : permits) {
      List<String> words = List.of(permit.split(" ", -1));
      made.add(new Permit(EVERYWHERE, name, words.get(0), words.subList(1, words.size())));
    }
    return new Role(name, clearance, made);
  }
}
