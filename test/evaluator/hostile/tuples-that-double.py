# DEBUG: the settings take too much work to evaluate
t=(1,)
for i in range(60): t=(t,t)
D={t:1}
DEBUG=D.get(t)==1
X=t==t
u=(1,)
for i in range(60): u=(u,u)
DEBUG=(t==u, t<u)
