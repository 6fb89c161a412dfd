mkdir -p /usr/local/tomcat/webapps/ROOT /usr/local/tomcat/temp /usr/local/tomcat/work /usr/local/tomcat/logs
cp -r /etc/tomcat10 /usr/local/tomcat/conf
rm -rf /usr/local/tomcat/conf/Catalina
echo '<% out.print("hello"); %>' > /usr/local/tomcat/webapps/ROOT/index.jsp
