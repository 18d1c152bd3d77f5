metadata description = 'Who is given a role.'

@export()
@description('Somebody or something in Entra ID.')
type principal = {
  @description('The object id: not the client id of an application.')
  id: string

  @description('What it is: without it a new identity may not be found yet.')
  type: 'ServicePrincipal' | 'User' | 'Group'

  @description('Why it is given the role.')
  description: string
}
